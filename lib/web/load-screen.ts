import 'server-only'
import { cookies } from 'next/headers'
import type { CustomerKyc } from '@/lib/contract/customer'
import type { ScreenProblem } from '@/lib/contract/error-codes'
import type { FormSchema } from '@/lib/contract/form'
import { parseScreenParams, type ScreenParams } from '@/lib/contract/params'
import { withoutToken } from '@/lib/contract/token'
import { schemaUnder } from '@/lib/form/document-rules'
import { schemaIn } from '@/lib/form/local-text'
import { backend, log } from '@/lib/server'
import { readBrand } from './brand'
import { readPreferences } from './preferences'
import { readSession } from './read-session'
import { SESSION_COOKIE, type Session } from './session'

export type Query = Record<string, string | string[] | undefined>

/** What a screen has to show: the exchange of a token, a problem, or the person's KYC. */
export type ScreenState =
  | { kind: 'exchange'; token: string; next: string }
  | { kind: 'problem'; problem: ScreenProblem }
  | { kind: 'ready'; params: ScreenParams; session: Session; kyc: CustomerKyc }

/** Decides from the query and the session what a screen shows. A token always comes first, and spends nothing here. */
export async function loadScreen(path: string, query: Query): Promise<ScreenState> {
  const params = parseScreenParams(query)
  if (params.token) return { kind: 'exchange', token: params.token, next: addressOf(path, query) }
  if (params.problem) return { kind: 'problem', problem: params.problem }
  const session = await readSession()
  if (!session) {
    const wasHere = (await cookies()).has(SESSION_COOKIE)
    return { kind: 'problem', problem: wasHere ? 'SESSION_EXPIRED' : 'TOKEN_MISSING' }
  }
  const port = await backend()
  const read = await port.read(session.identity)
  const kyc = !read.ok && read.error.code === 'NOT_FOUND' ? await port.open(session.identity, session.level) : read
  if (kyc.ok) return { kind: 'ready', params, session, kyc: await asShown(kyc.value) }
  log().warn({ err: kyc.error }, 'the KYC backend did not answer')
  return { kind: 'problem', problem: 'BACKEND_UNAVAILABLE' }
}

/** In the reader's language, and by their brand's rules. */
async function asShown(kyc: CustomerKyc): Promise<CustomerKyc> {
  const { language } = await readPreferences()
  const { documents } = readBrand(kyc.brand)
  const shown = (schema: FormSchema) => schemaUnder(documents, schemaIn(schema, language))
  return { ...kyc, steps: kyc.steps.map((step) => ({ ...step, form_schema: shown(step.form_schema) })) }
}

function addressOf(path: string, query: Query): string {
  const given = Object.entries(query).flatMap(([name, value]) => {
    const first = Array.isArray(value) ? value[0] : value
    return first === undefined ? [] : [[name, first]]
  })
  const kept = withoutToken(new URLSearchParams(given)).toString()
  return kept ? `${path}?${kept}` : path
}
