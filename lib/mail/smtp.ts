import type { WrittenEmail } from './write-email'

/** Sends an email. Throws when it is not accepted. */
export type SendEmail = (email: WrittenEmail) => Promise<void>

const TIMEOUT_MS = 10_000

/** Creates a sender over SMTP. `url` is `smtp://user:password@host:587` or `smtps://…`; `from` is `Broker <kyc@…>`. */
export function createSmtpSender({ url, from }: { url: string; from: string }): SendEmail {
  let transport: Promise<import('nodemailer').Transporter> | undefined
  return async (email) => {
    // Loaded on first use: many processes never send an email.
    transport ??= import('nodemailer').then(({ createTransport }) =>
      createTransport(url, {
        ...{ from, connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS },
        // Emails contain no attachments, so nothing needs to be fetched or read.
        ...{ disableFileAccess: true, disableUrlAccess: true },
      }),
    )
    await (await transport).sendMail(email)
  }
}
