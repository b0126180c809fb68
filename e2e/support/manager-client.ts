import type { z } from 'zod'
import { MANAGER_OPERATIONS, type ManagerOutput } from '@/lib/contract/manager'
import type { ManagerMethod } from '@/lib/contract/methods'

type Input<Method extends ManagerMethod> = z.input<(typeof MANAGER_OPERATIONS)[Method]['input']>

/** Calls a manager method over REST, as a back office does, and checks that the answer keeps to the contract. */
export type ManagerClient = <Method extends ManagerMethod>(
  method: Method,
  input: Input<Method>,
) => Promise<ManagerOutput<Method>>

/** A client of the manager's routes at `origin` that holds `key`. */
export function managerClient(origin: string, key: string): ManagerClient {
  return async (name, input) => {
    const { routes, output } = MANAGER_OPERATIONS[name]
    const { method, path } = routes[0]
    const { id, ...rest } = input as Record<string, string>
    const url = new URL(`/manager/kyc${path.replace('{id}', id ?? '')}`, origin)
    if (method === 'GET') url.search = new URLSearchParams(rest).toString()
    const response = await fetch(url, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: method === 'GET' ? undefined : JSON.stringify(rest),
    })
    const body: unknown = await response.json()
    if (!response.ok) throw new Error(`${name} answered ${response.status}: ${JSON.stringify(body)}`)
    return output.parse(body) as ManagerOutput<typeof name>
  }
}
