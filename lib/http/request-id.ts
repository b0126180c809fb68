import { AsyncLocalStorage } from 'node:async_hooks'

/** Routes are bundled apart, and all of them must find the same. */
const shared = globalThis as { inappKycRequest?: AsyncLocalStorage<string> }
shared.inappKycRequest ??= new AsyncLocalStorage()
const current = shared.inappKycRequest

/** The id of the request that is being served, which its answer and each line of the log about it carry. Outside of one, a new id. */
export function requestId(): string {
  return current.getStore() ?? crypto.randomUUID()
}

/** The same; undefined outside of a request. */
export function servedRequest(): string | undefined {
  return current.getStore()
}

/** What follows in this turn, and whatever it begins, belongs to the request with this id. */
export function beginRequest(id: string): void {
  current.enterWith(id)
}
