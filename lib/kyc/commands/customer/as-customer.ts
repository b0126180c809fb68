import type { Identity } from '@/lib/contract/customer'
import type { Actor } from '../../context'

/** The customer as the actor of a change. */
export function asCustomer({ brand }: Pick<Identity, 'brand'>): Actor {
  return { name: 'customer', role: 'customer', brand }
}
