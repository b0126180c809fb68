import 'server-only'
import { keyOf } from '@/lib/http/bearer'
import { managerKeys, serviceKey } from './deployment'
import { requireBrand } from './known-brands'

/**
 * Who uploads with a key instead of a session; null without a key that we know. A manager's key has its brand; with the
 * service's, which is of all brands, `?brand=` names one.
 */
export function staffOf(request: Request): { brand: string; customer_id: null; uploaded_by: string } | null {
  const manager = keyOf(request, managerKeys())
  if (manager) return { brand: manager.brand, customer_id: null, uploaded_by: manager.name }
  const service = serviceKey() && keyOf(request, [{ key: serviceKey() }])
  if (!service) return null
  const brand = requireBrand(new URL(request.url).searchParams.get('brand'))
  return { brand, customer_id: null, uploaded_by: 'service' }
}
