import { randomBytes } from 'node:crypto'
import { type Rehearsal, rehearsalRequestSchema } from '@/lib/contract/rehearsal'
import { readJson } from '@/lib/http/request-body'
import { identityOf, personOf } from '@/lib/sandbox/person'
import { REHEARSED_PAST_MS, rehearse } from '@/lib/sandbox/rehearsal'
import { respondInSandbox } from '@/lib/sandbox/respond'
import { brand, manager, managerAt } from '@/lib/server'
import { requireSameOrigin } from '@/lib/web/guard'

/** Makes a new person in the situation asked for, and a token for them. */
export function POST(request: Request) {
  return respondInSandbox(async () => {
    requireSameOrigin(request)
    const asked = await readJson(request, rehearsalRequestSchema)
    const name = `Rehearsal ${randomBytes(6).toString('hex')}`
    const person = personOf(name)
    const past = await managerAt(() => new Date(Date.now() - REHEARSED_PAST_MS))
    const token = await rehearse({ now: await manager(), past }, identityOf(person, brand()), asked)
    const answer: Rehearsal = { name, ...person, token }
    return Response.json(answer, { headers: { 'cache-control': 'no-store' } })
  })
}
