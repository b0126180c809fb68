import type { WrittenEmail } from './write-email'

/** Sends an email; throws when it was not accepted. */
export type SendEmail = (email: WrittenEmail) => Promise<void>

const TIMEOUT_MS = 10_000

/** Sends emails over SMTP. @param url `smtp://user:password@host:587`, or `smtps://…`; `from` as in `Broker <kyc@…>`. */
export function createSmtpSender({ url, from }: { url: string; from: string }): SendEmail {
  let transport: Promise<import('nodemailer').Transporter> | undefined
  return async (email) => {
    // Loaded for the first email: many processes never send one.
    transport ??= import('nodemailer').then(({ createTransport }) =>
      createTransport(url, {
        ...{ from, connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS },
        // An email is our own text: nothing in it may make the server fetch or read anything.
        ...{ disableFileAccess: true, disableUrlAccess: true },
      }),
    )
    await (await transport).sendMail(email)
  }
}
