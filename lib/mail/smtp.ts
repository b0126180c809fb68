import type { WrittenLetter } from './letter'

/** Sends a letter; throws when it was not taken. */
export type Post = (letter: WrittenLetter) => Promise<void>

const TIMEOUT_MS = 10_000

/** Mails over SMTP. @param url `smtp://user:password@host:587`, or `smtps://…`; `from` as in `Broker <kyc@…>`. */
export function createSmtpPost({ url, from }: { url: string; from: string }): Post {
  let transport: Promise<import('nodemailer').Transporter> | undefined
  return async (letter) => {
    // Loaded when the first letter is written: most of the time nobody writes one.
    transport ??= import('nodemailer').then(({ createTransport }) =>
      createTransport(url, {
        ...{ from, connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS },
        // A letter is text that we wrote: nothing in it may make the server fetch or read anything.
        ...{ disableFileAccess: true, disableUrlAccess: true },
      }),
    )
    await (await transport).sendMail(letter)
  }
}
