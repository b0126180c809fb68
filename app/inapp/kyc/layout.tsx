import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { UploadQueueProvider } from '@/components/capture/upload/upload-queue-provider'
import { DraftsProvider } from '@/components/questionnaire/drafts-provider'
import { ScriptsBlocked } from '@/components/shell/place-problem'
import { RecordEarlyInput } from '@/components/shell/record-early-input'

/**
 * Around the three screens. What is done before their scripts are there is not lost, and what is typed or on its way
 * belongs to the page: it outlives the screen.
 */
export default async function ScreensLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get('x-nonce') ?? undefined
  return (
    <>
      <RecordEarlyInput nonce={nonce} />
      <ScriptsBlocked />
      <UploadQueueProvider>
        <DraftsProvider>{children}</DraftsProvider>
      </UploadQueueProvider>
    </>
  )
}
