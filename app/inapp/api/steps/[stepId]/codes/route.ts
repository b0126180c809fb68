import { sendCodeRequestSchema } from '@/lib/contract/customer'
import { readJson } from '@/lib/http/request-body'
import { backend } from '@/lib/server'
import { respondInSession } from '@/lib/server/web'
import { answer } from '@/lib/web/respond'

/** Sends a code to an address. */
export function POST(request: Request, { params }: { params: Promise<{ stepId: string }> }) {
  return respondInSession(request, async ({ identity }) => {
    const wanted = await readJson(request, sendCodeRequestSchema)
    return answer(await (await backend()).sendCode(identity, (await params).stepId, wanted))
  })
}
