import 'server-only'
import { KycError } from '@/lib/contract/errors'

type Respond = (work: () => Promise<Response>) => Promise<Response>

/** Makes `respond` for the stand-ins: outside the sandbox there is nothing at their addresses. */
export function createSandboxResponder({ respond, sandbox }: { respond: Respond; sandbox: boolean }): Respond {
  return (work) =>
    respond(async () => {
      if (!sandbox) throw new KycError('NOT_FOUND')
      return work()
    })
}
