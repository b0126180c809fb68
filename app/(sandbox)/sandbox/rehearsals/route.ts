import { randomBytes } from 'node:crypto'
import { type ScenarioStart, scenarioRequestSchema } from '@/lib/contract/host/scenario'
import { readJson } from '@/lib/http/request-body'
import { identityOf, personOf } from '@/lib/sandbox/person'
import { SCENARIO_PAST_MS, startScenario } from '@/lib/sandbox/scenario'
import { manager, managerAt } from '@/lib/server'
import { defaultBrand } from '@/lib/server/deployment'
import { requireOwnPage, respondInSandbox } from '@/lib/server/web'

/** Makes a new person in the situation asked for, and a token for them. */
export function POST(request: Request) {
  return respondInSandbox(async () => {
    requireOwnPage(request)
    const asked = await readJson(request, scenarioRequestSchema)
    const name = `Scenario ${randomBytes(6).toString('hex')}`
    const person = personOf(name)
    const past = await managerAt(() => new Date(Date.now() - SCENARIO_PAST_MS))
    const token = await startScenario({ now: await manager(), past }, identityOf(person, defaultBrand()), asked)
    const answer: ScenarioStart = { name, ...person, token }
    return Response.json(answer, { headers: { 'cache-control': 'no-store' } })
  })
}
