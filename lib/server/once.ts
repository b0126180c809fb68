import 'server-only'

/** Routes are bundled apart: what must exist once in the process hangs on `globalThis`. */
const shared = globalThis as { inappKyc?: Map<string, unknown> }
shared.inappKyc ??= new Map()
const made = shared.inappKyc

/**
 * A function that makes its value at the first call in this process, and answers with the same one ever after. A promise that
 * fails is made anew at the next call: the database that it waited for may be there by then.
 */
export function once<Value>(name: string, make: () => Value): () => Value {
  return () => {
    if (!made.has(name)) {
      const value = make()
      made.set(name, value)
      if (value instanceof Promise) value.catch(() => made.get(name) === value && made.delete(name))
    }
    return made.get(name) as Value
  }
}
