import { validateTokenRequestSchema } from '@/lib/contract/ctrader'
import { readJson } from '@/lib/http/request-body'
import { manager } from '@/lib/server'
import { respond } from '@/lib/session/respond'
import { tokenAnswer } from '@/lib/session/token-answer'

/** Seed 1's `POST /api/validate-token`: who a one-time token stands for, once. */
export function POST(request: Request) {
  return respond(async () => {
    const { token } = await readJson(request, validateTokenRequestSchema)
    return Response.json(await tokenAnswer(await manager(), token), { headers: { 'cache-control': 'no-store' } })
  })
}
