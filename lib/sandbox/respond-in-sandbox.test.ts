import { expect, it } from 'vitest'
import { KycError } from '@/lib/contract/errors'
import { createSandboxResponder } from './respond-in-sandbox'

/** As the routes' own `respond`: a refusal becomes its answer. */
async function respond(work: () => Promise<Response>): Promise<Response> {
  try {
    return await work()
  } catch (thrown) {
    return Response.json({}, { status: thrown instanceof KycError && thrown.code === 'NOT_FOUND' ? 404 : 500 })
  }
}
const work = async () => Response.json({ played: true })

it('lets the stand-ins answer in the sandbox, and leaves nothing at their addresses elsewhere', async () => {
  expect((await createSandboxResponder({ respond, sandbox: true })(work)).status).toBe(200)
  expect((await createSandboxResponder({ respond, sandbox: false })(work)).status).toBe(404)
})
