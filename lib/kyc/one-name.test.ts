import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Answers } from '@/lib/contract/form'
import { callHttp, newCustomer, openTestManager, PERSONAL } from '@/lib/testing/manager'
import type { Manager } from '.'

const { first_name: _, ...WITHOUT_FIRST } = PERSONAL

describe('a person with one name', () => {
  let manager: Manager
  beforeAll(async () => {
    ;({ manager } = await openTestManager())
  })

  /** The stored answers, or the faults. */
  async function submit(answers: Answers) {
    const customer = newCustomer()
    const { steps } = await manager.customers.open(customer, 'basic')
    return manager.customers.submitStep(customer, steps[0]?.id ?? '', answers, randomUUID()).then(
      (kyc) => kyc.steps[0]?.answers,
      (error) => error.details.faults.map(({ path, code }: { path: string; code: string }) => `${path}: ${code}`),
    )
  }

  it('says so, and gives it as the last name, as passports do', async () => {
    const answers = { ...WITHOUT_FIRST, last_name: 'Suharto', one_name: true }
    expect(await submit(answers)).toEqual(answers)
    expect(await submit({ ...answers, first_name: 'left over' })).toEqual(answers)
  })

  it('must say so: everybody else has a first and a last name', async () => {
    expect(await submit(WITHOUT_FIRST)).toEqual(['answers.first_name: required'])
    expect(await submit({ ...WITHOUT_FIRST, one_name: false })).toEqual(['answers.first_name: required'])
    const { last_name: __, ...nameless } = WITHOUT_FIRST
    expect(await submit({ ...nameless, one_name: true })).toEqual(['answers.last_name: required'])
  })

  it.each(['-', '--', '–', '.', '_', '*', '0', '?', 'N/A', 'n/a', 'n. / a.', 'ʼ', 'ー'])(
    'does not get through with %s for the other name',
    async (text) => {
      expect(await submit({ ...PERSONAL, first_name: text })).toEqual(['answers.first_name: not_a_name'])
      expect(await submit({ ...PERSONAL, last_name: text })).toEqual(['answers.last_name: not_a_name'])
    },
  )

  it.each(['O', 'Ng', 'Nå', '王', 'د', 'O’Brien-Smith', 'J.', 'X Æ A-12', 'Na', 'N. A.', 'ʻOhana'])(
    'may have any name: %s',
    async (name) => {
      expect(await submit({ ...PERSONAL, last_name: name })).toMatchObject({ last_name: name })
    },
  )

  it('is thought of where a template would shut them out', async () => {
    const names = ['first_name', 'last_name'].map((name) => ({ name, type: 'text', required: true }))
    const template = { code: 'names', title: 'Names', level: 1, required: false }
    const warningsFor = async (code: string, fields: object[]) => {
      const form_schema = { sections: [{ fields }] }
      const { body } = await callHttp(manager, 'POST', '/templates', { ...template, code, form_schema })
      return body.warnings.map((warning: { path: string; code: string }) => `${warning.path}: ${warning.code}`)
    }
    expect(await warningsFor('strict', names)).toEqual(['form_schema.sections[0].fields[0]: one_name'])
    const [first, last] = names
    const kind = { ...first, hidden_if: { field: 'one_name', equals: [true] } }
    const box = { name: 'one_name', type: 'boolean', checkbox: true }
    expect(await warningsFor('kind', [kind, last ?? {}, box])).toEqual([])
    expect(await warningsFor('optional', [{ ...first, required: false }, last ?? {}])).toEqual([])
    expect(await warningsFor('full', [{ name: 'full_name', type: 'text', required: true }])).toEqual([])
  })
})
