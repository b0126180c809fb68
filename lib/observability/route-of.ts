import { CUSTOMER_OPERATIONS } from '@/lib/contract/customer-api'
import { MANAGER_OPERATIONS } from '@/lib/contract/manager'

/** The words of our own addresses, besides those of the manager's and the customer's API. */
const OWN = `
  inapp kyc upload status enter refused-frame embed-doctor
  api session events emails level hand-over device-key files uploads parts steps submit codes check draft documents differences
  face-models pdf-decoders
  manager docs rpc openapi.json customers healthz readyz metrics
  _next static chunks media embed.js embed.d.ts icon.svg
  sandbox rehearsals ctid2 inAppOneTimeToken data inAppToken redeem mail validate-token template-preview ctrader callback kyc-status`

const OF_MANAGER = Object.values(MANAGER_OPERATIONS).flatMap(({ routes }) => routes.map((route) => route.path))
const OF_CUSTOMERS = Object.values(CUSTOMER_OPERATIONS).map(({ path }) => path)
const WORDS: ReadonlySet<string> = new Set([
  ...OWN.trim().split(/\s+/),
  ...[...OF_MANAGER, ...OF_CUSTOMERS].flatMap((path: string) => path.split('/')),
])

const MAX_PARTS = 10

/**
 * The route that an address belongs to: each part that is not a word of our own is `{}`, as ids, customers and whatever a
 * stranger asks for. Without the query, which may carry a token.
 */
export function routeOf(address: string): string {
  const [path = ''] = address.split(/[?#]/)
  const parts = path.split('/').slice(1, MAX_PARTS + 1)
  return `/${parts.map((part) => (part === '' || (WORDS.has(part) && part !== '{id}') ? part : '{}')).join('/')}`
}
