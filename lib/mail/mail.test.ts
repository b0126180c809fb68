import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { EMAIL_KINDS, type Email } from '@/lib/contract/email'
import type { BrandTerms } from '@/lib/contract/levels/terms'
import { STEP_STATUS } from '@/lib/contract/statuses'
import { LANGUAGES } from '@/lib/i18n/languages'
import { checkSmtp, createSmtpSender } from './smtp'
import { writeEmail } from './write-email'

const email = (name: Email['letter'], values: Email['values'] = {}, language = 'en'): Email => ({
  ...{ to: 'ada@example.com', language, letter: name, values },
})

const limits = (daily: number) => ({ dailyDeposit: daily, monthlyDeposit: daily * 5, maxPosition: daily * 10 })
const TERMS: BrandTerms = {
  currency: 'CHF',
  levels: {
    basic: { limits: limits(100) },
    standard: { limits: limits(1_000), name: { en: 'Gold', de: 'Goldstufe' } },
    enhanced: { limits: limits(5_000) },
  },
}
const ACME = { name: 'Acme', support: 'help@acme.example', terms: TERMS }

describe('an email', () => {
  it.each(LANGUAGES.flatMap((language) => EMAIL_KINDS.map((name) => [name, language] as const)))(
    '%s is complete in %s',
    async (name, language) => {
      const level = 'standard' as const
      const values = { level, code: '123456', url: 'https://kyc.example.com/x', until: '2026-11-20T12:00:00.000Z' }
      const { subject, text } = await writeEmail(email(name, values, language), ACME)
      expect(subject).not.toMatch(/[{}]|\bmail\.\w/)
      expect(text).not.toMatch(/[{}]|\bmail\.\w|undefined/)
      expect(text).toContain('Acme')
    },
  )

  it('of an approval says what the level is called and allows, in the brand’s words and currency', async () => {
    const { text } = await writeEmail(email('approved', { level: 'standard' }, 'de'), ACME)
    expect(text.replaceAll('\u00a0', ' ')).toContain(
      'Goldstufe\nEinzahlung pro Tag: 1.000 CHF\nEinzahlung pro Monat: 5.000 CHF\nGrößte Position: 10.000 CHF\n',
    )
    const plain = await writeEmail(email('approved', { level: 'enhanced' }), { ...ACME, terms: null })
    expect(plain.text).toContain('Your verification is approved.\n\nEnhanced verification\n\n')
  })

  it('with a link names what is missing, and why something was sent back, in the person’s language', async () => {
    const document = { field: 'identity_document', label: null, document_types: null, reason_code: null }
    const step = { status: STEP_STATUS.required, reason_code: null, message: null, question: null, documents: [] }
    const sent = { ...document, document_types: ['utility_bill' as const, 'bank_statement' as const] }
    const missing: Email['values']['missing'] = [
      {
        ...{ ...step, code: 'personal', title: 'Personal', reason_code: 'data_mismatch' },
        message: { text: 'Im Ausweis steht ein zweiter Vorname.\nBitte ergänzen Sie ihn.', language: 'de' },
      },
      { ...step, code: 'identity', title: 'Identity', documents: [document], status: STEP_STATUS.expired },
      {
        ...{ ...step, code: 'address', title: { de: 'Wo Sie wohnen' }, reason_code: 'unreadable' },
        documents: [{ ...sent, reason_code: 'unreadable' }],
      },
      { ...step, code: 'other', title: { en: 'Company', de: 'Firma' }, documents: [{ ...document, label: 'Auszug' }] },
    ]
    const { text } = await writeEmail(email('link', { url: 'https://kyc.example.com/x', missing }, 'de'), ACME)
    expect(text).toContain(
      `Guten Tag!

Es fehlt noch:
• Persönliche Angaben: Dokument und Angaben stimmen nicht überein. Bitte prüfen Sie beides.
   Im Ausweis steht ein zweiter Vorname.
   Bitte ergänzen Sie ihn.
• Ausweisdokument: Abgelaufen
   – Reisepass, Personalausweis oder Führerschein
• Wo Sie wohnen
   – Strom-, Gas- oder Wasserrechnung oder Kontoauszug: Wir konnten es nicht lesen. Bitte senden Sie ein scharfes, gut beleuchtetes Foto.
• Firma
   – Auszug

`,
    )
    const nothing = await writeEmail(email('link', { url: 'https://kyc.example.com/x', missing: [] }, 'de'), ACME)
    expect(nothing.text).not.toContain('Es fehlt')
  })

  it.each(['attention', 'rejected'] as const)('%s has what the reviewer wrote, as it was written', async (name) => {
    const message = { text: 'Bitte auch Seite 2.\n<b>Danke</b>', language: 'de' as const }
    const { text } = await writeEmail(email(name, { message }), ACME)
    expect(text).toContain('\n\nMessage from our team:\nBitte auch Seite 2.\n<b>Danke</b>\n\n')
  })

  it('says where the brand’s support is, if there is one', async () => {
    expect((await writeEmail(email('rejected'), ACME)).text).toContain('Contact support: help@acme.example\n')
    expect((await writeEmail(email('rejected'), { ...ACME, support: null })).text).not.toContain('Contact support:')
  })

  it('falls back to English for an unsupported language', async () => {
    expect((await writeEmail(email('approved', {}, 'tlh'), ACME)).subject).toBe('You’re verified')
  })
})

describe('sending over SMTP', () => {
  const received: string[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      let text = ''
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk
      })
      stream.on('end', () => {
        received.push(text)
        done()
      })
    },
    onRcptTo({ address }, _session, done) {
      done(address.startsWith('nobody') ? new Error('No such person') : undefined)
    },
  })
  let url: string
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    url = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`
  })
  afterAll(() => new Promise<void>((resolve) => server.close(resolve)))

  it('passes the email to the server', async () => {
    const send = createSmtpSender({ url, from: 'Acme <kyc@acme.example>' })
    await send({ to: 'ada@example.com', subject: 'Zażółć', text: 'Hello,\n\nwelcome.\n' })
    expect(received[0]).toMatch(/^From: Acme <kyc@acme.example>/m)
    expect(received[0]).toMatch(/^To: ada@example.com/m)
    expect(received[0]).toContain('welcome.')
  })

  it('fails when the server refuses it or cannot be reached', async () => {
    const words = { subject: 'x', text: 'x' }
    await expect(
      createSmtpSender({ url, from: 'a@b.example' })({ to: 'nobody@example.com', ...words }),
    ).rejects.toThrow()
    const closed = createSmtpSender({ url: 'smtp://127.0.0.1:9', from: 'a@b.example' })
    await expect(closed({ to: 'ada@example.com', ...words })).rejects.toThrow()
  })

  it('gives up on a server that says nothing, and says whether one lets it in', async () => {
    const silent = createServer(() => {}).listen(0, '127.0.0.1')
    onTestFinished(() => void silent.close())
    await once(silent, 'listening')
    const mute = { url: `smtp://127.0.0.1:${(silent.address() as AddressInfo).port}`, timeoutMs: 200 }
    const email = { to: 'ada@example.com', subject: 'x', text: 'x' }
    // Whichever of its clocks is first.
    const givenUp = /greeting|timeout/i
    await expect(createSmtpSender({ ...mute, from: 'a@b.example' })(email)).rejects.toThrow(givenUp)
    await expect(checkSmtp(mute)).rejects.toThrow(givenUp)
    await expect(checkSmtp({ url })).resolves.toBeUndefined()
  })

  it('does not allow header injection', async () => {
    const send = createSmtpSender({ url, from: 'a@b.example' })
    await send({ to: 'ada@example.com', subject: 'Hello\r\nBcc: eve@example.com', text: 'x' })
    expect(received.at(-1)).not.toMatch(/^Bcc:/im)
  })
})
