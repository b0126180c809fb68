import 'server-only'
import type { KycBackend } from '@/lib/backend/port'
import type { CustomerKyc } from '@/lib/contract/customer'
import type { DocumentRules } from '@/lib/contract/document-schemas'
import type { ScreenProblem } from '@/lib/contract/error-codes'
import { KycError } from '@/lib/contract/errors'
import type { FormSchema } from '@/lib/contract/form'
import { parseScreenParams, type ScreenParams } from '@/lib/contract/host/params'
import { withoutToken } from '@/lib/contract/host/token'
import type { RequestableLevel } from '@/lib/contract/levels/levels'
import { schemaUnder } from '@/lib/form/document-rules'
import { schemaIn, titleIn, withCurrency } from '@/lib/form/local-text'
import { offersUpTo } from './offers'
import { kycForPhone, paramsForPhone } from './phone-view'
import type { Session } from './session'

export type Query = Record<string, string | string[] | undefined>

/** What a screen has to show: the exchange of a token, a problem, or the person's KYC. */
export type ScreenState =
  | { kind: 'exchange'; token: string; next: string }
  /** `brand`: the person's, once they are known. */
  | { kind: 'problem'; problem: ScreenProblem; brand?: string }
  | { kind: 'ready'; params: ScreenParams; session: Session; kyc: CustomerKyc }

type LoadWith = {
  backend: () => Promise<Pick<KycBackend, 'open' | 'read'>>
  readSession: () => Promise<Session | null>
  /** Whether the browser still holds the cookie of a session, ended or not. */
  hadSession: () => Promise<boolean>
  readLanguage: () => Promise<string>
  /** Which documents a brand takes. */
  rulesOf: (brand: string) => DocumentRules
  /** The currency of a brand's amounts. Null when nobody has set one. */
  currencyOf: (brand: string) => string | null
  /** The highest level that people may ask for by themselves. */
  levelByPerson: RequestableLevel
  log: { warn: (facts: object, text: string) => void }
}

/** Decides from the query and the session what a screen shows. A token always comes first, and spends nothing here. */
export async function loadScreen(path: string, query: Query, options: LoadWith): Promise<ScreenState> {
  const params = parseScreenParams(query)
  if (params.token) return { kind: 'exchange', token: params.token, next: addressOf(path, query) }
  if (params.problem) return { kind: 'problem', problem: params.problem }
  const session = await orUnavailable(options.readSession(), options)
  if (session === UNAVAILABLE) return { kind: 'problem', problem: UNAVAILABLE }
  if (!session) return { kind: 'problem', problem: (await options.hadSession()) ? 'SESSION_EXPIRED' : 'TOKEN_MISSING' }
  const { brand } = session.identity
  const kyc = await readKyc(await options.backend(), session)
  if (!kyc.ok) {
    options.log.warn({ err: kyc.error }, 'the KYC backend did not answer')
    return { kind: 'problem', problem: 'BACKEND_UNAVAILABLE', brand }
  }
  if (kyc.value.steps.length === 0) {
    options.log.warn({ brand }, 'a person opened the screens, and no step template asks for anything')
    return { kind: 'problem', problem: 'NOT_SET_UP', brand }
  }
  const ownWay = { rules: options.rulesOf(kyc.value.brand), currency: options.currencyOf(kyc.value.brand) }
  const shown = asShown(kyc.value, await options.readLanguage(), ownWay)
  if (session.scope) {
    const { scope } = session
    return { kind: 'ready', params: paramsForPhone(params, scope), session, kyc: kycForPhone(shown, scope) }
  }
  const offered_levels = offersUpTo(shown.offered_levels, options.levelByPerson)
  return { kind: 'ready', params, session, kyc: { ...shown, offered_levels } }
}

const UNAVAILABLE = 'BACKEND_UNAVAILABLE'

/** What the database says of a session, or that it says nothing now. */
async function orUnavailable<Value>(asked: Promise<Value>, { log }: LoadWith): Promise<Value | typeof UNAVAILABLE> {
  return asked.catch((err: unknown) => {
    if (!(err instanceof KycError) || err.code !== UNAVAILABLE) throw err
    log.warn({ err }, 'the database did not answer')
    return UNAVAILABLE
  })
}

/** The person's KYC; opened when there is none yet, and when it has no steps, because templates may be there by now. */
async function readKyc({ read, open }: Pick<KycBackend, 'open' | 'read'>, { identity, level }: Session) {
  const kyc = await read(identity)
  const unopened = kyc.ok ? kyc.value.steps.length === 0 : kyc.error.code === 'NOT_FOUND'
  return unopened ? open(identity, level) : kyc
}

/** In the reader's language, by their brand's rules and in its currency. */
function asShown(
  kyc: CustomerKyc,
  language: string,
  { rules, currency }: { rules: DocumentRules; currency: string | null },
): CustomerKyc {
  const shown = (schema: FormSchema) => withCurrency(schemaUnder(rules, schemaIn(schema, language)), currency)
  const steps = kyc.steps.map((step) => ({
    ...step,
    title: titleIn(step.title, language),
    form_schema: shown(step.form_schema),
  }))
  const offered_levels = kyc.offered_levels.map(({ level, steps }) => ({
    level,
    steps: steps.map(({ code, title }) => ({ code, title: titleIn(title, language) })),
  }))
  return { ...kyc, steps, offered_levels }
}

/** The screen's own address, without the token. */
function addressOf(path: string, query: Query): string {
  const given = Object.entries(query).flatMap(([name, value]) => {
    const first = Array.isArray(value) ? value[0] : value
    return first === undefined ? [] : [[name, first]]
  })
  const kept = withoutToken(new URLSearchParams(given)).toString()
  return kept ? `${path}?${kept}` : path
}
