import { v5 as uuid } from 'uuid'
import type { Anchor } from '@/lib/contract/audit'
import { WEBHOOK_ID_HEADER, WEBHOOK_SIGNATURE_HEADER } from '@/lib/contract/webhook'
import { type AnchorPlace, isSince, writeAnchor } from '@/lib/files/anchors/anchor-place'
import { postJson } from './receiver'
import { signatureOf } from './webhook'

/** Ours, so that the same anchor has the same id from every instance (RFC 9562, 5.5). */
const NAMESPACE = '6f1c1c52-4c5e-4b8e-9d0a-0f5b8f0c7a31'

type Receiver = { url: string; secrets: readonly string[]; fetch: typeof globalThis.fetch; clock: () => Date }

/**
 * Posts each anchor to a receiver, signed as webhooks are. What it takes is its own record: the bodies, one after the other,
 * are a file to verify with. Only the ends that it took last are remembered, and by this process alone: whoever can write the
 * database could otherwise say that it has all. So after a start the last one may come again, under the same id.
 */
export function createAnchorWebhook({ url, secrets, fetch, clock }: Receiver): AnchorPlace {
  const taken = new Map<string, Anchor>()
  const { origin, pathname } = new URL(url)
  return {
    name: `${origin}${pathname}`,
    since: async (ends) => [...taken.values()].filter((anchor) => isSince(ends, anchor)),
    async keep(anchor) {
      const body = writeAnchor(anchor)
      const id = uuid(JSON.stringify([anchor.brand, anchor.sequence, anchor.link]), NAMESPACE)
      const signature = signatureOf(body, secrets, clock())
      await postJson({
        ...{ url, body, fetch },
        headers: { [WEBHOOK_ID_HEADER]: id, [WEBHOOK_SIGNATURE_HEADER]: signature },
      })
      taken.set(anchor.brand, anchor)
    },
    read: null,
    warning: async () => null,
  }
}
