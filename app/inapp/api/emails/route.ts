import { emailsRequestSchema } from '@/lib/contract/customer-api'
import { readJson } from '@/lib/http/request-body'
import { backend } from '@/lib/server'
import { respondInSession } from '@/lib/server/web'
import { answer } from '@/lib/web/respond'

/** The person says whether an email tells them what was decided. */
export function PUT(request: Request) {
  return respondInSession(request, async ({ identity }) => {
    const { decisions } = await readJson(request, emailsRequestSchema)
    return answer(await (await backend()).chooseEmails(identity, decisions))
  })
}
