import { text as readText } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePort } from '@/lib/testing/free-port'
import { NAUGHTY } from '@/lib/testing/naughty-strings'
import { createSmtpSender } from './smtp'
import { writeEmail } from './write-email'

/** What a manager writes to a person, what a step is called and what the broker is called, on its way through a mail server. */

const received: { to: string[]; raw: string }[] = []
let url = ''
let close = () => {}
beforeAll(async () => {
  const server = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ['STARTTLS', 'AUTH'] },
    onData(stream, { envelope }, done) {
      readText(stream).then((raw) => {
        received.push({ to: envelope.rcptTo.map(({ address }) => address), raw })
        done()
      }, done)
    },
  })
  const port = await freePort()
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  url = `smtp://127.0.0.1:${port}`
  close = () => server.close()
})
afterAll(() => close())

/** The only headers that an email of ours has. */
const HEADERS = [
  'From',
  'To',
  'Subject',
  'Message-ID',
  'Content-Transfer-Encoding',
  'Date',
  'MIME-Version',
  'Content-Type',
]

function bodyOf(raw: string): string {
  const [head = '', ...rest] = raw.split('\r\n\r\n')
  const body = rest.join('\r\n\r\n')
  const [, encoding = '7bit'] = /^Content-Transfer-Encoding: (\S+)/im.exec(head) ?? []
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8')
  if (encoding !== 'quoted-printable') return body
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}

const lines = (text: string) => text.toWellFormed().replace(/\r\n?/g, '\n')

describe('a naughty string in an email', () => {
  it('stands in its text as it was written, and makes no header, no addressee and no markup', async () => {
    const send = createSmtpSender({ url, from: 'Broker <kyc@broker.example>' })
    for (const [kind, text] of NAUGHTY.filter(([, text]) => text.length < 4_000)) {
      const missing = {
        ...{ status: 10, code: 'own', title: text, reason_code: null, question: null, documents: [] },
        message: { text, language: 'en' as const },
      }
      const values = {
        message: { text, language: 'en' as const },
        missing: [missing],
        url: 'https://kyc.example.com/x',
      }
      const written = await writeEmail(
        { to: 'ada@example.com', language: 'en', letter: 'rejected', values },
        { name: text, support: text, terms: null },
      )
      expect([kind, written.text.includes(text)]).toEqual([kind, true])
      await send(written)
      const { to, raw } = received.at(-1) ?? { to: [], raw: '' }
      expect([kind, text, to]).toEqual([kind, text, ['ada@example.com']])
      const [head = ''] = raw.split('\r\n\r\n')
      const names = head.split(/\r\n(?![ \t])/).map((line) => line.slice(0, line.indexOf(':')))
      expect([kind, text, names.filter((name) => !HEADERS.includes(name))]).toEqual([kind, text, []])
      expect(new Set(names).size).toBe(names.length)
      expect(head).toMatch(/^Content-Type: text\/plain; charset=utf-8$/im)
      // A NUL is the one letter that no email holds.
      if (!text.includes('\u0000'))
        expect([kind, lines(bodyOf(raw)).includes(lines(text).trim())]).toEqual([kind, true])
    }
    expect(received.length).toBeGreaterThan(100)
  })
})
