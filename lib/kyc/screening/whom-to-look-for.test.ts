import { describe, expect, it } from 'vitest'
import { USUAL_SCREENING } from '@/lib/contract/screening/screening-settings'
import { listed, takeEntries } from '@/lib/testing/listed-people'
import { callHttp, newCustomer, openTestManager } from '@/lib/testing/manager'
import { createScreening } from './create-screening'

const SCREENING = createScreening({
  settingsOf: () => USUAL_SCREENING,
  updateHours: 24,
  fetch,
  clock: () => new Date(),
})
/** Templates of other brokers ask for names by other words. */
const text = (name: string, more: object = {}) => ({ name, type: 'text', ...more })
const BORN = { name: 'born', type: 'date' }

describe('whom screening looks for', () => {
  async function open(fields: object[], settings = {}) {
    const { manager } = await openTestManager({ screening: SCREENING, screeningSettings: settings })
    const call = async (method: string, path: string, body?: unknown) =>
      callHttp(manager, method, path, body, 'other-key')
    const create = async ({ code, fields, level }: { code: string; fields: object[]; level: number }) =>
      (await call('POST', '/templates', { code, title: 'Who', level, form_schema: { sections: [{ fields }] } })).body
        .warnings
    const pathsOf = (warnings: Record<string, string>[]) => warnings.map(({ path, code }) => `${path}: ${code}`)
    const created = await create({ code: 'who', fields, level: 1 })
    const warningsOf = async (template: Parameters<typeof create>[0]) => pathsOf(await create(template))
    await takeEntries(manager, 'test', [
      listed('test', 'S-1', 'Ivo Gesucht', { birth_dates: [{ from: '1970-05-06' }] }),
    ])
    const submit = async (answers: Record<string, string>) => {
      const customer = newCustomer('other')
      const [step] = (await manager.customers.open(customer, 'basic')).steps
      await manager.customers.submitStep(customer, step?.id ?? '', answers, crypto.randomUUID())
      await manager.screenDue()
      const [profile] = (await call('GET', `/profiles?customer_id=${customer.customer_id}`)).body.items
      const hits = (await call('GET', `/hits?profile_id=${profile.id}`)).body.items
      return { profile, hits, approve: () => call('POST', `/steps/${step?.id}/approve`, {}) }
    }
    return { submit, warnings: pathsOf(created), message: created[0]?.message, warningsOf }
  }

  it('is told by what a template says of its fields, whatever they are called', async () => {
    const { submit, warnings } = await open([
      text('forename', { autocomplete: 'given-name' }),
      text('surname', { prefill_from: 'family_name' }),
      { ...BORN, autocomplete: 'section-holder bday' },
    ])
    expect(warnings).toEqual([])
    const { hits } = await submit({ forename: 'Ivo', surname: 'Gesucht', born: '1970-05-06' })
    expect(hits).toMatchObject([{ entry_id: 'S-1', caption: 'Ivo Gesucht' }])
    expect(hits[0].reasons.map(({ code }: { code: string }) => code)).toContain('birth_date_same')
  })

  it('is everybody that two answers of one meaning name', async () => {
    const { submit } = await open([
      ...[text('first_name'), text('last_name')],
      text('name_at_birth', { autocomplete: 'family-name' }),
    ])
    const answers = { first_name: 'Ivo', last_name: 'Ehrlich', name_at_birth: 'Gesucht' }
    expect((await submit(answers)).hits).toMatchObject([{ entry_id: 'S-1' }])
  })

  it('is nobody where no field is known as a name: then nothing is approved, and the reason says so', async () => {
    const { submit, warnings, message } = await open([text('forename'), text('surname'), BORN])
    expect(warnings).toEqual([
      'form_schema.sections[0].fields[0]: name_unknown',
      'form_schema.sections[0].fields[1]: name_unknown',
    ])
    expect(message).toContain('autocomplete')
    const { profile, hits, approve } = await submit({ forename: 'Ivo', surname: 'Gesucht', born: '1970-05-06' })
    expect([hits, profile.screening.state]).toEqual([[], 'none'])
    expect(await approve()).toMatchObject({ status: 409, body: { reason: 'nobody_to_screen' } })
  })

  it('lets a brand that fails open approve them', async () => {
    const { submit } = await open([text('forename')], { fail_closed: false })
    expect((await (await submit({ forename: 'Ivo' })).approve()).status).toBe(200)
  })

  it('needs no name in a template where another one asks for it', async () => {
    const { warningsOf } = await open([text('full_name')])
    expect(await warningsOf({ code: 'more', fields: [{ name: 'date_of_birth', type: 'date' }], level: 2 })).toEqual([])
  })

  it.each([
    ['a label in words', [text('q1', { label: { en: 'Your full name' } })], ['form_schema.sections[0].fields[0]']],
    ['another language', [text('nachname')], ['form_schema.sections[0].fields[0]']],
    ['camel case', [text('lastName')], ['form_schema.sections[0].fields[0]']],
    ['a person without any name', [{ name: 'date_of_birth', type: 'date' }], ['form_schema']],
    ['somebody old enough', [{ ...BORN, min_age: 18 }], ['form_schema']],
    ['a known name beside another text', [text('full_name'), text('hobby')], []],
    ['names of things', [text('company_name'), text('bank_name', { label: 'Name of your bank' })], []],
    ['a box of people with one name', [text('last_name'), { name: 'one_name', type: 'boolean' }], []],
    ['no person', [text('street'), { name: 'since', type: 'date' }], []],
  ])('is asked of the author of a template with %s', async (_, fields, paths) => {
    expect((await open(fields)).warnings).toEqual(paths.map((path) => `${path}: name_unknown`))
  })
})
