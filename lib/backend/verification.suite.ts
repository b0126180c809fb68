import { inject, onTestFinished } from 'vitest'
import { fieldsOf } from '@/lib/contract/fields'
import type { FormSchema } from '@/lib/contract/form'
import { goodPhoto } from '@/lib/testing/manager'
import { describeBackend } from './conformance'
import type { BackOffice } from './conformance/customer-under-test'
import { type Exchange, faultsOf, noting } from './exchanges'
import type { KycBackend, Result } from './port'
import { createRemoteBackend } from './remote'
import { withServiceKey } from './service-auth'

/** The input of the suite, from `npm run verify-backend`. */
export type Verified = { url: string; key: string; brand: string; managerKey: string | null }

declare module 'vitest' {
  interface ProvidedContext {
    verified: Verified
  }
  interface TaskMeta {
    /** What a test sent, and what came, in order. */
    exchanges?: Exchange[]
  }
}

const { url, key, brand, managerKey } = inject('verified')

describeBackend('the backend', async () => {
  const exchanges: Exchange[] = []
  onTestFinished(({ task }) => {
    task.meta.exchanges = exchanges
  })
  const noted = noting(exchanges, fetch)
  const backend = createRemoteBackend({ url, authorize: withServiceKey(key), fetch: noted })
  return {
    ...{ backend: judging(backend, exchanges), brand, photo: goodPhoto },
    backOffice: managerKey === null ? null : backOfficeAt(managerKey, noted),
    // The emails of a remote backend cannot be read.
    codeSentTo: null,
  }
})

/** Notes what is wrong with the body of an answer, and that the test judges this one: others may come in between. */
function judging(backend: KycBackend, exchanges: Exchange[]): KycBackend {
  const judged = (name: string, result: Result<unknown>) => {
    const at = exchanges.findLastIndex(({ operation }) => operation === name)
    const [asked] = exchanges.splice(at, 1)
    const faults = result.ok ? null : faultsOf(result.error.cause)
    if (asked) exchanges.push(faults ? { ...asked, came: `${asked.came}, but ${faults}` } : asked)
    return result
  }
  const entries = Object.entries(backend).map(([name, operation]) => [
    name,
    (...args: unknown[]) => {
      const answer = (operation as (...all: unknown[]) => unknown)(...args)
      return answer instanceof Promise ? answer.then((result: Result<unknown>) => judged(name, result)) : answer
    },
  ])
  return Object.fromEntries(entries)
}

function backOfficeAt(bearer: string, noted: ReturnType<typeof noting>): BackOffice {
  const send = (method: string, path: string, body?: object) => {
    const headers = { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' }
    return noted(`${url}/manager/kyc${path}`, { method, headers, body: JSON.stringify(body) })
  }
  const call = async (method: string, path: string, body?: object) => {
    const response = await send(method, path, body)
    if (!response.ok) throw new Error('that the manager API accepts it')
    return response.json()
  }
  return {
    async requireEmail(customer_id) {
      const { items }: { items: { id: string; form_schema: FormSchema | null }[] } = await call(
        ...(['GET', '/templates?limit=200'] as const),
      )
      const found = items.find(({ form_schema }) =>
        fieldsOf(form_schema ?? {}).some(({ verify }) => verify === 'email'),
      )
      if (found) await call('POST', '/steps/require', { customer_id, template_id: found.id })
      return found !== undefined
    },
    async decideStep(id, decision) {
      const body = decision === 'reject' ? { reason_code: 'answers_incomplete' } : {}
      await call('POST', `/steps/${id}/${decision}`, body)
    },
    async rejectDocument(id) {
      await call('POST', `/documents/${id}/reject`, { reason_code: 'unreadable' })
    },
    async ask(customer_id) {
      const question = { text: 'Who paid?', language: 'en' }
      const response = await send('POST', '/questions', { customer_id, question, answer: 'words', mail: false })
      // A backend may have been written before there were questions.
      if (!response.ok && response.status !== 404) throw new Error('that the manager API accepts it')
      return response.ok
    },
  }
}
