import { validateTokenRequestSchema } from '@/lib/contract/host/ctrader'
import { readJson } from '@/lib/http/request-body'
import { manager } from '@/lib/server'
import { defaultBrand } from '@/lib/server/deployment'
import { respondInSandbox } from '@/lib/server/web'
import { tokenAnswer } from '@/lib/web/token-answer'

/** Plays a broker's CRM (docs/requirements/ctrader.md#token-validation): who a one-time token stands for, once. */
export function POST(request: Request) {
  return respondInSandbox(async () => {
    const { token } = await readJson(request, validateTokenRequestSchema)
    const answer = await tokenAnswer(await manager(), token, (brand) => brand !== defaultBrand())
    return Response.json(answer, { headers: { 'cache-control': 'no-store' } })
  })
}
