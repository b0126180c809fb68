import type { CustomerKey, Identity } from '@/lib/contract/customer'
import type { ScreenProblem } from '@/lib/contract/error-codes'
import type { UploadScope } from '@/lib/contract/host/handoff'
import type { RequestableLevel } from '@/lib/contract/levels/levels'

/** Why a token does not open the screens. */
export type TokenRefusal = Exclude<ScreenProblem, 'SESSION_EXPIRED'>

export type Redemption =
  /** `scope`: the one thing that the session may do; null for everything. */
  | { ok: true; identity: Identity; level: RequestableLevel | null; scope?: UploadScope | null }
  /** `customer`: whose token it was, where the contract tells. */
  | { ok: false; code: TokenRefusal; customer: CustomerKey | null }

/** Spends a one-time token. One adapter per published contract; after it there is one path. */
export type Redeemer = (token: string) => Promise<Redemption>
