/** @y/websocket-server in memory, as its own `server.js` runs it: it keeps nothing. Argument: port. */
import { createServer } from 'node:http'
import { WebSocketServer } from 'ws'
import { setupWSConnection } from '@y/websocket-server/utils'

const server = createServer((_request, response) => response.end('ok'))
new WebSocketServer({ server }).on('connection', setupWSConnection)
server.listen(Number(process.argv[2]), '127.0.0.1')
