import 'server-only'

/** Routes are bundled apart: what must exist once in the process hangs on `globalThis`. */
const shared = globalThis as { inappKyc?: Map<string, unknown> }
shared.inappKyc ??= new Map()
const made = shared.inappKyc

/** A function that makes its value at the first call in this process, and answers with the same one ever after. */
export function once<Value>(name: string, make: () => Value): () => Value {
  return () => {
    if (!made.has(name)) made.set(name, make())
    return made.get(name) as Value
  }
}
