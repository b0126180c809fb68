import { inject, onTestFinished } from 'vitest'
import { CUSTOMER_API_PATH, CUSTOMER_OPERATIONS, type CustomerOperation } from '@/lib/contract/customer-api'
import { goodPhoto } from '@/lib/testing/manager'
import { type BackOffice, describeBackend } from './conformance'
import type { KycBackend } from './port'
import { createRemoteBackend } from './remote'
import { withServiceKey } from './service-auth'

/** The input of the suite, from `npm run verify-backend`. */
export type Verified = { url: string; key: string; brand: string; managerKey: string | null }

declare module 'vitest' {
  interface ProvidedContext {
    verified: Verified
  }
  interface TaskMeta {
    /** The endpoints of the customer API that a test used, in order. */
    used?: string[]
  }
}

const { url, key, brand, managerKey } = inject('verified')

describeBackend('the backend', async () => ({
  backend: recording(createRemoteBackend({ url, authorize: withServiceKey(key), fetch })),
  brand,
  backOffice: managerKey === null ? null : backOfficeAt(managerKey),
  // The emails of a remote backend cannot be read.
  codeSentTo: null,
  photo: goodPhoto,
}))

/** Records which endpoints a test uses, so that a failure can be reported for the endpoint where it occurred. */
function recording(backend: KycBackend): KycBackend {
  const used: string[] = []
  onTestFinished(({ task }) => {
    task.meta.used = used
  })
  const entries = Object.entries(backend).map(([name, operation]) => [
    name,
    (...args: unknown[]) => {
      used.push(endpointOf(name as CustomerOperation))
      return (operation as (...all: unknown[]) => unknown)(...args)
    },
  ])
  return Object.fromEntries(entries)
}

function endpointOf(operation: CustomerOperation): string {
  const { method, path } = CUSTOMER_OPERATIONS[operation]
  return `${method.padEnd(6)} ${CUSTOMER_API_PATH}/{customer_id}${path}`
}

function backOfficeAt(bearer: string): BackOffice {
  const call = async (method: string, path: string, body?: object) => {
    const response = await fetch(`${url}/manager/kyc${path}`, {
      method,
      headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (!response.ok) throw new Error(`${method} /manager/kyc${path} was answered with ${response.status}`)
    return response.json()
  }
  return {
    async requireEmail(customer_id) {
      const { items } = await call('GET', '/templates?code=email')
      await call('POST', '/steps/require', { customer_id, template_id: items[0].id })
    },
    async decideStep(id, decision) {
      const body = decision === 'reject' ? { reason_code: 'answers_incomplete' } : {}
      await call('POST', `/steps/${id}/${decision}`, body)
    },
    async rejectDocument(id) {
      await call('POST', `/documents/${id}/reject`, { reason_code: 'unreadable' })
    },
  }
}
