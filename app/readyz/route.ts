import { readiness } from '@/lib/server/readiness'

/**
 * 200 while people can be served: the database and the file store can be written, and a backend elsewhere answers; else 503,
 * and no new request should be led here. `checks` says which, the log says why. Mail that cannot be sent now is sent later.
 */
export async function GET() {
  const answer = await readiness()()
  return Response.json(answer, { status: answer.ok ? 200 : 503, headers: { 'cache-control': 'no-store' } })
}
