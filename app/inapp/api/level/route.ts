import { levelRequestSchema } from '@/lib/contract/customer-api'
import { idempotencyKey } from '@/lib/http/idempotency-key'
import { readJson } from '@/lib/http/request-body'
import { backend } from '@/lib/server'
import { levelByPerson } from '@/lib/server/deployment'
import { respondInSession } from '@/lib/server/web'
import { requireOffered } from '@/lib/web/offers'
import { answer } from '@/lib/web/respond'

/** The person asks for a higher level by themselves. */
export function POST(request: Request) {
  return respondInSession(request, async ({ identity }) => {
    const { level } = await readJson(request, levelRequestSchema)
    requireOffered(level, levelByPerson())
    return answer(await (await backend()).requestLevel(identity, level, idempotencyKey(request)))
  })
}
