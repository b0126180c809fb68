import type { WrittenEmail } from './write-email'

/** Sends an email. Throws when it is not accepted. */
export type SendEmail = (email: WrittenEmail) => Promise<void>

const TIMEOUT_MS = 10_000

type SmtpServer = {
  /** `smtp://user:password@host:587` or `smtps://…`. */
  url: string
  /** So long the server may stay silent, in milliseconds. */
  timeoutMs?: number
}

/** Creates a sender over SMTP. `from` is `Broker <kyc@…>`. */
export function createSmtpSender({ from, ...server }: SmtpServer & { from: string }): SendEmail {
  let transport: ReturnType<typeof openTransport> | undefined
  return async (email) => {
    // Loaded on first use: many processes never send an email.
    transport ??= openTransport(server)
    await (await transport).sendMail({ from, ...email })
  }
}

/** Signs in to the mail server and leaves again. Throws where that is not possible. */
export async function checkSmtp(server: SmtpServer): Promise<void> {
  const transport = await openTransport(server)
  await transport.verify().finally(() => transport.close())
}

async function openTransport({ url, timeoutMs = TIMEOUT_MS }: SmtpServer) {
  const { createTransport } = await import('nodemailer')
  return createTransport({
    ...{ url, connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs },
    // Emails contain no attachments, so nothing needs to be fetched or read.
    ...{ disableFileAccess: true, disableUrlAccess: true },
  })
}
