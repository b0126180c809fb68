import type { Identity } from '@/lib/contract/customer'
import type { Actor } from '../../context'

/** A customer, as the one who acts. */
export function asCustomer({ brand }: Pick<Identity, 'brand'>): Actor {
  return { name: 'customer', role: 'customer', brand }
}
