import 'server-only'
import { createHash } from 'node:crypto'
import type { Identity } from '@/lib/contract/customer'
import { KycError } from '@/lib/contract/errors'
import type { Handoff, HandoffState, UploadScope } from '@/lib/contract/host/handoff'
import { TOKEN_PARAM } from '@/lib/contract/host/token'
import type { RequestableLevel } from '@/lib/contract/levels/levels'
import { tokenHash } from '@/lib/http/one-time-token'
import type { Session } from './session'

type Subject = { identity: Identity; kyc_type: RequestableLevel; scope: UploadScope }
type Tokens = {
  issue: (subject: Subject) => Promise<{ token: string; expires_at: string }>
  state: (customer: Identity, hash: string) => Promise<HandoffState['state'] | null>
}

/** A fresh link for a phone. It is known by its token's hash, which opens nothing. */
export async function beginHandoff(
  tokens: Pick<Tokens, 'issue'>,
  { identity, level }: Session,
  scope: UploadScope,
): Promise<Handoff> {
  const { token, expires_at } = await tokens.issue({ identity, kyc_type: level, scope })
  const query = new URLSearchParams({ ...phoneQuery(scope), [TOKEN_PARAM]: token })
  const id = tokenHash(token)
  return { id, path: `/inapp/kyc/upload?${query}`, code: matchingCode(id), expires_at }
}

/** What became of a link. Throws NOT_FOUND for one that is not this person's. */
export async function handoffState(
  tokens: Pick<Tokens, 'state'>,
  customer: Identity,
  id: string,
): Promise<HandoffState> {
  const state = await tokens.state(customer, id)
  if (!state) throw new KycError('NOT_FOUND')
  return { state }
}

/** The upload screen's query for what the phone is to show. */
export function phoneQuery({ step, field, document_type }: UploadScope): Record<string, string> {
  return { step, field, documentType: document_type }
}

/** Four digits that both screens show; from the token's hash, which the phone's session knows as well. */
export function matchingCode(tokenHash: string): string {
  const digest = createHash('sha256').update(`code ${tokenHash}`).digest()
  return String(digest.readUInt32BE() % 10_000).padStart(4, '0')
}
