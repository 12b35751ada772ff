import { createTransport } from 'nodemailer'

/** Where mail is handed over, and under which address it is sent. */
export interface MailSettings {
  /** `smtp://` or `smtps://`, with a name and a password where the server wants them. */
  readonly url: string
  readonly from: string
}

export interface Letter {
  readonly to: string
  readonly subject: string
  readonly text: string
  /** How the reader’s mail program stops such letters, by asking this address. */
  readonly stop?: string
}

/** A letter was not taken: why, without the address and the words that mail servers repeat. */
class Unsent extends Error {
  constructor(cause: unknown) {
    const { code = '', responseCode = '' } = cause as { code?: unknown; responseCode?: unknown }
    super(`a letter was not handed over: ${String(code)} ${String(responseCode)}`.trim())
  }
}

/** Hands letters over to the mail server that the settings name; nothing is asked of any other. */
export class Mailer {
  readonly #transport: ReturnType<typeof createTransport>
  readonly #from: string

  constructor({ url, from }: MailSettings) {
    const { hostname, protocol, port, username, password } = new URL(url)
    const secure = protocol === 'smtps:'
    this.#from = from
    this.#transport = createTransport({
      host: hostname.replaceAll(/[[\]]/g, ''),
      port: Number(port) || (secure ? 465 : 587),
      secure,
      // Links that open an account never travel in the clear beyond this machine.
      requireTLS: !isHere(hostname),
      ...(isHere(hostname) && { ignoreTLS: true }),
      ...(username && { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
      disableFileAccess: true,
      disableUrlAccess: true,
    })
  }

  async send({ to, subject, text, stop }: Letter): Promise<void> {
    const headers = stop
      ? { 'List-Unsubscribe': `<${stop}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
      : {}
    const letter = { from: this.#from, to: { name: '', address: to }, subject, text, headers }
    await this.#transport.sendMail(letter).catch((cause: unknown) => {
      throw new Unsent(cause)
    })
  }
}

function isHere(hostname: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
}
