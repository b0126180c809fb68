import { Fault } from '@/lib/contract/errors'

type Fetch = typeof globalThis.fetch

/** A `fetch` whose answers break off when they are larger than `limit` bytes, for those that are read whole. */
export function limitedFetch(fetch: Fetch, limit: number): Fetch {
  return async (...asked) => {
    const answer = await fetch(...asked)
    return new Response(answer.body?.pipeThrough(breakingOffAt(limit)) ?? null, answer)
  }
}

function breakingOffAt(limit: number) {
  let size = 0
  return new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      size += chunk.byteLength
      if (size > limit) controller.error(new Fault(`The answer is larger than ${limit} bytes`))
      else controller.enqueue(chunk)
    },
  })
}
