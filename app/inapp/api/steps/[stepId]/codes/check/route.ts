import { checkCodeRequestSchema } from '@/lib/contract/customer'
import { readJson } from '@/lib/http/request-body'
import { backend } from '@/lib/server'
import { respondInSession } from '@/lib/server/web'
import { answer } from '@/lib/web/respond'

/** Proves an address with the code that was sent to it. */
export function POST(request: Request, { params }: { params: Promise<{ stepId: string }> }) {
  return respondInSession(request, async ({ identity }) => {
    const given = await readJson(request, checkCodeRequestSchema)
    return answer(await (await backend()).checkCode(identity, (await params).stepId, given))
  })
}
