import { beforeAll, describe, expect, it } from 'vitest'
import { STEP_STATUS } from '@/lib/contract/statuses'
import { callHttp, newCustomer, openTestManager, storePhoto } from '@/lib/testing/manager'
import type { Manager } from '.'

const clock = () => new Date('2026-11-28T12:00:00.000Z')
const at = (rest: string, field = 0) => `form_schema.sections[0].fields[${field}].${rest}`
let codes = 0

/** Creates a template with these fields. */
async function create(manager: Manager, fields: object[], change: object = {}) {
  codes += 1
  const template = { code: `t${codes}`, title: 'A step', level: 1, required: false }
  return callHttp(manager, 'POST', '/templates', { ...template, form_schema: { sections: [{ fields }] }, ...change })
}

const A_STEP = {
  code: 'a',
  title: 'A step',
  level: 1,
  form_schema: { sections: [{ fields: [{ name: 'a', type: 'text' }] }] },
}
const yesNo = { name: 'has_job', type: 'boolean' }
const pets = { name: 'pet', type: 'select', options: ['cat', { value: 'dog', label: 'Dog' }] }
const conditional = (field: string, ...equals: unknown[]) => ({
  ...{ name: 'more', type: 'text', required: true, visible_if: { field, equals } },
})

describe('a template that would leave people stuck', () => {
  let manager: Manager
  let withMail: Manager
  beforeAll(async () => {
    ;({ manager } = await openTestManager({ clock, documentRules: { identity: ['passport'] } }))
    ;({ manager: withMail } = await openTestManager({ clock, receivers: { email: async () => {} } }))
  })

  const refused: [string, object[], string, string][] = [
    ['a required select without options', [{ name: 'a', type: 'select', required: true }], at('options'), 'no_options'],
    [
      'a required multi_select with no options',
      [{ name: 'a', type: 'multi_select', required: true, options: [] }],
      at('options'),
      'no_options',
    ],
    [
      'two options with one value',
      [{ name: 'a', type: 'select', options: ['x', { value: 'x', label: 'X' }] }],
      at('options[1]'),
      'duplicate_option',
    ],
    [
      'an option without a value',
      [{ name: 'a', type: 'select', options: ['', 'x'] }],
      at('options[0]'),
      'impossible_option',
    ],
    ['min above max', [{ name: 'a', type: 'number', min: 2, max: 1 }], at('min'), 'min_above_max'],
    [
      'no whole number between min and max',
      [{ name: 'a', type: 'number', integer: true, min: 1.2, max: 1.8 }],
      at('integer'),
      'no_integer',
    ],
    [
      'min_length above max_length',
      [{ name: 'a', type: 'text', min_length: 3, max_length: 2 }],
      at('min_length'),
      'min_above_max',
    ],
    [
      'min_length above what a line holds',
      [{ name: 'a', type: 'text', min_length: 501 }],
      at('min_length'),
      'min_above_max',
    ],
    [
      'min_date after max_date',
      [{ name: 'a', type: 'date', min_date: '2020-01-02', max_date: '2020-01-01' }],
      at('min_date'),
      'min_above_max',
    ],
    [
      'min_date of today with a max_date in the past',
      [{ name: 'a', type: 'date', min_date: 'today', max_date: '2026-11-27' }],
      at('min_date'),
      'min_above_max',
    ],
    [
      'min_age for people born too late',
      [{ name: 'a', type: 'date', min_age: 18, min_date: '2008-11-29' }],
      at('min_age'),
      'age_contradicts',
    ],
    [
      'min_age for people who are long dead',
      [{ name: 'a', type: 'date', min_age: 18, max_date: '1890-01-01' }],
      at('max_date'),
      'age_contradicts',
    ],
    [
      'a condition on an option that is not offered',
      [pets, conditional('pet', 'cow')],
      at('visible_if.equals[0]', 1),
      'impossible_condition',
    ],
    [
      'a condition on text for yes or no',
      [yesNo, conditional('has_job', true, 'yes')],
      at('visible_if.equals[1]', 1),
      'impossible_condition',
    ],
    [
      'a condition on yes for a choice',
      [pets, conditional('pet', true)],
      at('visible_if.equals[0]', 1),
      'impossible_condition',
    ],
    [
      'a condition on no country',
      [{ name: 'c', type: 'country' }, conditional('c', 'ZZZ')],
      at('visible_if.equals[0]', 1),
      'impossible_condition',
    ],
    [
      'a condition on a number',
      [{ name: 'n', type: 'number' }, conditional('n', '1')],
      at('visible_if.equals[0]', 1),
      'impossible_condition',
    ],
    [
      'a condition on a file',
      [{ name: 'f', type: 'file_reference' }, conditional('f', '3d813cbb-47fb-42ba-91df-831e1593ac29')],
      at('visible_if.equals[0]', 1),
      'impossible_condition',
    ],
    [
      'an alternative that is not offered',
      [pets, { name: 'f', type: 'file_reference', alternative: { field: 'pet', answer: 'cow' } }],
      at('alternative.answer', 1),
      'impossible_condition',
    ],
    [
      'conditions in a circle',
      [
        { name: 'a', type: 'boolean', visible_if: { field: 'b', equals: [true] } },
        { name: 'b', type: 'boolean', visible_if: { field: 'a', equals: [true] } },
      ],
      at('visible_if.field', 1),
      'circular_condition',
    ],
    [
      'a hidden_if that can never hold',
      [yesNo, { name: 'b', type: 'text', hidden_if: { field: 'has_job', equals: ['yes'] } }],
      at('hidden_if.equals[0]', 1),
      'impossible_condition',
    ],
    [
      'conditions of both kinds in a circle',
      [
        { name: 'a', type: 'boolean', visible_if: { field: 'b', equals: [true] } },
        { name: 'b', type: 'boolean', hidden_if: { field: 'a', equals: [true] } },
      ],
      at('hidden_if.field', 1),
      'circular_condition',
    ],
    [
      'a code by email without a mail server',
      [{ name: 'email', type: 'text', verify: 'email' }],
      at('verify'),
      'no_mail',
    ],
    [
      'a document that proves something else',
      [{ name: 'f', type: 'file_reference', required: true, purpose: 'address', document_types: ['passport'] }],
      at('document_types'),
      'wrong_purpose',
    ],
    [
      'documents of which the brand accepts none',
      [{ name: 'f', type: 'file_reference', required: true, purpose: 'identity', document_types: ['driving_licence'] }],
      at('document_types'),
      'not_accepted',
    ],
    [
      'thirty thousand fields',
      Array.from({ length: 30_000 }, (_, i) => ({ name: `f${i}`, type: 'text' })),
      'form_schema.sections',
      'too_many_fields',
    ],
  ]

  it.each(refused)('is refused when created: %s', async (_, fields, path, code) => {
    const answer = await create(manager, fields)
    expect(answer).toMatchObject({ status: 422, body: { code: 'FORM_SCHEMA_INVALID' } })
    expect(answer.body.faults.map((fault: { path: string; code: string }) => [fault.path, fault.code])).toContainEqual([
      path,
      code,
    ])
  })

  it('is refused when changed, and stays as it was', async () => {
    const { body: template } = await create(manager, [yesNo])
    const form_schema = { sections: [{ fields: [{ name: 'a', type: 'select', required: true }] }] }
    const answer = await callHttp(manager, 'PATCH', `/templates/${template.id}`, { form_schema })
    expect(answer).toMatchObject({ status: 422, body: { code: 'FORM_SCHEMA_INVALID', field: at('options') } })
    const { body } = await callHttp(manager, 'GET', `/templates?code=${template.code}`)
    expect(body.items[0]).toMatchObject({ version: 1, form_schema: template.form_schema })
  })

  it('is told all its faults at once', async () => {
    const { body } = await create(manager, [
      { name: 'a', type: 'select', required: true },
      { name: 'b', type: 'number', min: 2, max: 1 },
    ])
    expect(body.faults.map(({ path }: { path: string }) => path)).toEqual([at('options'), at('min', 1)])
  })

  it.each([
    ['an optional choice without options', [{ name: 'a', type: 'select' }]],
    ['a bound of one value', [{ name: 'a', type: 'number', min: 1, max: 1, integer: true }]],
    ['a date of birth', [{ name: 'a', type: 'date', min_age: 18, min_date: '1900-01-01', max_date: 'today' }]],
    [
      'conditions on what can be',
      [yesNo, pets, conditional('has_job', true, false), { ...conditional('pet', 'dog'), name: 'b' }],
    ],
    ['conditions in a row', [yesNo, conditional('has_job', true), { ...conditional('more', 'x'), name: 'b' }]],
    [
      'documents of which the brand accepts some',
      [
        {
          name: 'f',
          type: 'file_reference',
          required: true,
          purpose: 'identity',
          document_types: ['driving_licence', 'passport'],
        },
      ],
    ],
    [
      'documents without a purpose',
      [{ name: 'f', type: 'file_reference', required: true, document_types: ['payslip'] }],
    ],
  ])('is not what this is: %s', async (_, fields) => {
    expect(await create(manager, fields)).toMatchObject({ status: 200, body: { warnings: [] } })
  })

  it('may ask for a code where there is a mail server', async () => {
    expect((await create(withMail, [{ name: 'email', type: 'text', verify: 'email' }])).status).toBe(200)
  })

  it('costs no more than its size, with conditions in a long row or circle', async () => {
    const row = (last: string) =>
      Array.from({ length: 5_000 }, (_, i) => ({
        ...{ name: `f${i}`, type: 'boolean' },
        ...(i > 0 || last ? { visible_if: { field: i > 0 ? `f${i - 1}` : last, equals: [true] } } : {}),
      }))
    expect((await create(manager, row(''))).status).toBe(200)
    expect((await create(manager, row('f4999'))).body.faults).toHaveLength(5_000)
  })
})

describe('what a template’s author probably did not mean', () => {
  let manager: Manager
  beforeAll(async () => {
    ;({ manager } = await openTestManager({ clock }))
  })
  const form_schema = {
    colour: 'red',
    sections: [
      {
        titel: 'About you',
        fields: [
          { name: 'a', type: 'text', requird: true, min: 3 },
          { name: 'b', type: 'select', options: [{ value: 'x', lable: 'X' }] },
        ],
      },
    ],
  }
  const told = [
    ['form_schema.colour', 'unknown_key'],
    ['form_schema.sections[0].titel', 'unknown_key'],
    [at('requird'), 'unknown_key'],
    [at('min'), 'no_meaning'],
    [at('options[0].lable', 1), 'unknown_key'],
  ]
  const warningsOf = (body: { warnings: { path: string; code: string }[] }) =>
    body.warnings.map(({ path, code }) => [path, code])

  it('is told when it is created or changed, and kept as it is', async () => {
    const created = await create(manager, [], { form_schema })
    expect(created.body.form_schema).toEqual(form_schema)
    expect(warningsOf(created.body)).toEqual(told)
    const changed = await callHttp(manager, 'PUT', `/templates/${created.body.id}`, { form_schema })
    expect(warningsOf(changed.body)).toEqual(told)
  })

  it('is not told in lists', async () => {
    const { body } = await callHttp(manager, 'GET', '/templates')
    expect(body.items.filter((item: object) => 'warnings' in item)).toEqual([])
  })
})

describe('a brand', () => {
  it('counts as set up once a template asks for something', async () => {
    const { manager } = await openTestManager({ clock })
    const lacking = () => manager.templates.lackingIn(['acme', 'other'])
    expect(await lacking()).toEqual(['other'])
    const optional = await callHttp(manager, 'POST', '/templates', { ...A_STEP, required: false }, 'other-key')
    expect(await lacking()).toEqual(['other'])
    await callHttp(manager, 'PATCH', `/templates/${optional.body.id}`, { required: true }, 'other-key')
    expect(await lacking()).toEqual([])
    await callHttp(manager, 'DELETE', `/templates/${optional.body.id}`, undefined, 'other-key')
    expect(await lacking()).toEqual(['other'])
  })
})

describe('a title', () => {
  const title = { en: 'Sanctions check', de: 'Sanktionsprüfung' }
  let manager: Manager
  beforeAll(async () => {
    ;({ manager } = await openTestManager({ clock }))
  })

  it('may be a text per language, and is the same wherever it is read', async () => {
    const { body: template } = await create(manager, [yesNo], { title })
    expect(template.title).toEqual(title)
    const customer = newCustomer()
    const { customer_id } = customer
    const step = await callHttp(manager, 'POST', '/steps/require', { customer_id, template_id: template.id })
    expect(step.body.title).toEqual(title)
    expect((await manager.customers.read(customer)).steps[0]?.title).toEqual(title)
    const link = await callHttp(manager, 'POST', '/links', { customer_id })
    expect(link.body.missing).toMatchObject([{ code: template.code, title, status: 0 }])
    const plain = await callHttp(manager, 'PATCH', `/templates/${template.id}`, { title: 'Check' })
    expect(plain.body.title).toBe('Check')
    expect((await callHttp(manager, 'GET', `/templates?code=${template.code}`)).body.items[0].title).toBe('Check')
  })

  it.each(['{not json', '{"a":1}', '{}'])('may be any text, such as %s', async (text) => {
    expect((await create(manager, [yesNo], { title: text })).body.title).toBe(text)
  })

  it.each(['', ' ', {}, { en: '' }, { english: 'Check' }, { en: 'x'.repeat(201) }])(
    'is refused when empty, too long, or not in a language: %j',
    async (wrong) => {
      expect(await create(manager, [yesNo], { title: wrong })).toMatchObject({
        status: 422,
        body: { code: 'VALIDATION_FAILED', field: expect.stringMatching(/^title/) },
      })
    },
  )
})

describe('a template that asks the customer for nothing', () => {
  let manager: Manager
  beforeAll(async () => {
    ;({ manager } = await openTestManager({ clock }))
  })
  const call = (...given: [method: string, path: string, body?: unknown]) => callHttp(manager, ...given)

  /** Requires a new such step of a new customer. */
  async function requireCheck(form?: object) {
    codes += 1
    const template = { code: `check_${codes}`, title: 'Sanctions check', level: 1, required: false, ...form }
    const { body } = await call('POST', '/templates', template)
    const customer = newCustomer()
    const request = { customer_id: customer.customer_id, template_id: body.id }
    const { body: step } = await call('POST', '/steps/require', request)
    const read = async () => (await manager.customers.read(customer)).steps[0]
    return { template: body, customer, step, read }
  }

  it('has no form_schema, which may come and go', async () => {
    const { template, step, read } = await requireCheck()
    expect([template.form_schema, step.form_schema, (await read())?.form_schema]).toEqual([null, null, {}])
    const { body: asking } = await call('PATCH', `/templates/${template.id}`, { form_schema: A_STEP.form_schema })
    expect(asking.form_schema).toEqual(A_STEP.form_schema)
    expect((await call('PATCH', `/templates/${template.id}`, { title: 'Check' })).body.form_schema).toEqual(
      A_STEP.form_schema,
    )
    expect((await call('PATCH', `/templates/${template.id}`, { form_schema: null })).body.form_schema).toBeNull()
  })

  it.each([
    ['no form_schema', {}],
    ['no sections', { form_schema: {} }],
    ['no fields', { form_schema: { sections: [{ title: 'Nothing to do' }] } }],
  ])('waits for a reviewer at once, and is approved by one: %s', async (_, form) => {
    const { customer, step } = await requireCheck(form)
    expect(step.status).toBe(STEP_STATUS.pending)
    expect((await manager.customers.read(customer)).status).toBe('pending')
    expect((await call('POST', `/steps/${step.id}/approve`, {})).body.status).toBe(STEP_STATUS.approved)
    expect(await manager.customers.read(customer)).toMatchObject({ status: 'approved' })
  })

  it('comes with its level, beside the steps that ask for something', async () => {
    const own = await openTestManager({ clock })
    const check = { code: 'sanctions_check', title: 'Sanctions check', level: 1 }
    await callHttp(own.manager, 'POST', '/templates', check)
    const kyc = await own.manager.customers.open(newCustomer(), 'basic')
    expect(kyc.steps.map(({ code, status }) => [code, status])).toEqual([
      ['personal', 'required'],
      ['sanctions_check', 'pending'],
    ])
    expect(kyc.status).toBe('draft')
  })

  it('cannot be sent back to the customer, only rejected for good', async () => {
    const { step } = await requireCheck()
    const reject = (reject_type: string) =>
      call('POST', `/steps/${step.id}/reject`, { reason_code: 'other', reject_type })
    expect(await reject('retry')).toMatchObject({ status: 409, body: { code: 'CONFLICT', reason: 'asks_nothing' } })
    expect((await reject('final')).body.status).toBe(STEP_STATUS.rejected)
  })

  it('waits for a reviewer again when it is reopened', async () => {
    const { step, customer } = await requireCheck()
    await call('POST', `/steps/${step.id}/approve`, {})
    const reopened = await call('POST', `/steps/${step.id}/reopen`, { justification: 'A new list was published.' })
    expect(reopened.body.status).toBe(STEP_STATUS.pending)
    await expect(manager.customers.submitStep(customer, step.id, {}, 'key')).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('takes documents from staff, and is not sent back with one of them', async () => {
    const { step, customer } = await requireCheck()
    const add = async () => {
      const file_id = await storePhoto(manager, customer)
      const { customer_id } = customer
      return call('POST', '/documents', { customer_id, file_id, document_type: 'other', step_id: step.id })
    }
    const { body: wrong } = await add()
    await add()
    await call('POST', `/documents/${wrong.id}/reject`, { reason_code: 'wrong_document' })
    expect((await call('GET', `/steps/${step.id}`)).body.status).toBe(STEP_STATUS.pending)
    expect((await call('POST', `/steps/${step.id}/approve`, {})).body.status).toBe(STEP_STATUS.approved)
  })
})

describe('the order of steps', () => {
  const codesOf = async (manager: Manager, level: 'basic' | 'standard' = 'standard') =>
    (await manager.customers.open(newCustomer(), level)).steps.map(({ code }) => code)

  it('is that of the templates, whatever their level: the document before what it says', async () => {
    const { manager } = await openTestManager({ clock })
    expect(await codesOf(manager)).toEqual(['identity', 'personal', 'address'])
    const { items } = (await callHttp(manager, 'GET', '/templates?code=personal')).body
    await callHttp(manager, 'PATCH', `/templates/${items[0].id}`, { position: 1 })
    expect(await codesOf(manager)).toEqual(['personal', 'identity', 'address'])
  })

  it('has a template without a position after those up to its level', async () => {
    const { manager } = await openTestManager({ clock })
    const { body } = await callHttp(manager, 'POST', '/templates', { ...A_STEP, code: 'pets' })
    expect(body.position).toBe(40)
    expect(await codesOf(manager)).toEqual(['identity', 'personal', 'pets', 'address'])
  })

  it('stays as it was for steps that are there, unless they are reissued', async () => {
    const { manager } = await openTestManager({ clock })
    const ada = newCustomer()
    await manager.customers.open(ada, 'standard')
    const { items } = (await callHttp(manager, 'GET', '/templates?code=identity')).body
    await callHttp(manager, 'PATCH', `/templates/${items[0].id}`, { position: 90 })
    const { steps } = await manager.customers.read(ada)
    expect(steps.map(({ code }) => code)).toEqual(['identity', 'personal', 'address'])
  })
})

describe('an import', () => {
  it('is in the audit, with the name of whoever ran it', async () => {
    const { manager } = await openTestManager({ clock })
    const actor = { name: 'operator Jo', role: 'operator', brand: 'acme' }
    await manager.templates.import(actor, { templates: [A_STEP] }, { others: 'keep', waiting: 'keep' })
    const { body } = await callHttp(manager, 'GET', '/audit?entity=template&limit=200')
    expect(body.items.at(-1)).toMatchObject({
      ...{ actor: 'operator Jo', role: 'operator', action: 'ImportTemplates', event: 'template.created' },
      after: { code: 'a', version: 1 },
    })
  })
})
