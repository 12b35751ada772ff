import { SMTPServer } from 'smtp-server'

/** A real mail server on this machine that delivers to a list, and refuses addresses that begin with `refused`. */
export class MailServerForTests {
  /** The letters as they came in, oldest first. */
  readonly letters: { readonly to: readonly string[]; readonly text: string }[] = []
  readonly #server: SMTPServer
  #connections = 0

  private constructor() {
    this.#server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onConnect: (_session, done) => {
        this.#connections += 1
        done()
      },
      onRcptTo: ({ address }, _session, done) =>
        done(address.startsWith('refused') ? new Error(`no mailbox ${address}`) : null),
      onData: (stream, { envelope }, done) => {
        const parts: Buffer[] = []
        stream.on('data', (part: Buffer) => parts.push(part))
        stream.on('end', () => {
          const to = envelope.rcptTo.map(({ address }) => address)
          this.letters.push({ to, text: readable(Buffer.concat(parts).toString()) })
          done()
        })
      },
    })
  }

  static async open(): Promise<MailServerForTests> {
    const opened = new MailServerForTests()
    await new Promise<void>((resolve) => opened.#server.listen(0, '127.0.0.1', resolve))
    return opened
  }

  get connections(): number {
    return this.#connections
  }

  get url(): string {
    const address = this.#server.server.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    return `smtp://127.0.0.1:${address.port}`
  }

  /** The secret of the link in the newest letter to this address. */
  secretTo(address: string): string {
    const letter = this.letters.findLast(({ to }) => to.includes(address))
    return /\/courriel\/([\w-]{43})/.exec(letter?.text ?? '')?.[1] ?? ''
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.close(resolve))
  }
}

/** A letter without the folds and signs of quoted-printable. */
function readable(raw: string): string {
  const bytes = raw.replaceAll('=\r\n', '').replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => `%${hex}`)
  try {
    return decodeURIComponent(bytes)
  } catch {
    return raw
  }
}
