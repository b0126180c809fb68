import 'server-only'
import { MAX_FILE_BYTES, PART_BYTES } from '@/lib/contract/limits'
import { KILOBYTE, type Share } from './shares'

export type Cost = { share: Share; amount: number }

type Row = { method: string; path: RegExp; costs: (request: Request) => Cost[] }
const one = (share: Share) => () => [{ share, amount: 1 }]

/** What the calls of a person's pages take of what everybody shares, besides a request each. */
const ROWS: readonly Row[] = [
  {
    method: 'PUT',
    path: /^\/inapp\/api\/uploads\/[^/]+\/parts\/[^/]+$/,
    costs: (request) => bytesOf(request, PART_BYTES),
  },
  { method: 'POST', path: /^\/inapp\/api\/uploads\/[^/]+$/, costs: one('uploads') },
  {
    method: 'POST',
    path: /^\/upload$/,
    costs: (request) => [...bytesOf(request, MAX_FILE_BYTES), ...one('uploads')()],
  },
  { method: 'POST', path: /^\/inapp\/api\/documents$/, costs: one('documents') },
  { method: 'POST', path: /^\/inapp\/api\/hand-over$/, costs: one('handoffs') },
  { method: 'POST', path: /^\/inapp\/api\/steps\/[^/]+\/(submit|codes|codes\/check)$/, costs: one('changes') },
  { method: 'POST', path: /^\/inapp\/api\/(level|documents\/[^/]+\/differences)$/, costs: one('changes') },
  { method: 'PUT', path: /^\/inapp\/api\/emails$/, costs: one('changes') },
]

/** What a request of a session costs its person. */
export function costsOf(request: Request): Cost[] {
  const { pathname } = new URL(request.url)
  const row = ROWS.find(({ method, path }) => method === request.method && path.test(pathname))
  return [{ share: 'requests', amount: 1 }, ...(row?.costs(request) ?? [])]
}

/** As announced, up to the most that is read; a body without an announced length counts as that. */
function bytesOf(request: Request, most: number): Cost[] {
  const announced = Number(request.headers.get('content-length') ?? Number.NaN)
  const bytes = Number.isSafeInteger(announced) && announced >= 0 ? Math.min(announced, most) : most
  const amount = Math.ceil(bytes / KILOBYTE)
  return [
    { share: 'uploaded', amount },
    { share: 'uploadedInADay', amount },
  ]
}
