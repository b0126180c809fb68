import 'server-only'
import { env } from '@/lib/env'
import { managerOfExistingData } from '@/lib/server'
import { retention } from './retention-file'

type Print = (line: string) => void

/** `npm run retention -- plan`: lists what would go now and why, and changes nothing. */
export async function printPlan(print: Print): Promise<boolean> {
  if (env().KYC_BACKEND_URL) {
    print(
      'KYC_BACKEND_URL is set: people’s data is kept by the backend there. Run this command where that backend runs.',
    )
    return false
  }
  if (retention().size === 0) {
    print('KYC_RETENTION_FILE is not set: nothing goes by itself.')
    return true
  }
  const manager = await managerOfExistingData()
  try {
    for (const { brand, customers, files } of await manager.retention.plan()) {
      for (const { customer_id, why, days, since, legal_hold } of customers)
        print(
          `${brand}: ${legal_hold === 1 ? 'held' : 'erase'} customer ${customer_id}: ${why} ${days}, since ${since}`,
        )
      for (const { customer_id, document_type, why, days, since, legal_hold } of files)
        print(
          `${brand}: ${legal_hold === 1 ? 'held' : 'destroy'} file of customer ${customer_id}, ${document_type}: ${why} ${days}, since ${since}`,
        )
      print(`${brand}: customers due: ${customers.length}, files due: ${files.length}`)
    }
    return true
  } finally {
    await manager.close()
  }
}
