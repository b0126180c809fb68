import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { UploadQueueProvider } from '@/components/capture/upload/upload-queue-provider'
import { DraftsProvider } from '@/components/questionnaire/drafts-provider'
import { BrandMark } from '@/components/shell/brand-mark'
import { SupportLink } from '@/components/shell/frame'
import { ScriptsBlocked } from '@/components/shell/place-problem'
import { RecordEarlyInput } from '@/components/shell/record-early-input'
import { WhoseProvider } from '@/components/shell/whose'
import { readShownBrand } from '@/lib/server/load-pages'
import { readBrand } from '@/lib/server/read-brand'

/**
 * Around the three screens. What is done before their scripts are there is not lost, and what is typed or on its way
 * belongs to the page: it outlives the screen.
 */
export default async function ScreensLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get('x-nonce') ?? undefined
  const brand = readBrand(await readShownBrand())
  return (
    <>
      <RecordEarlyInput nonce={nonce} />
      <ScriptsBlocked />
      <WhoseProvider mark={<BrandMark name={brand.name} logo={brand.logo} />} support={<SupportLink brand={brand} />}>
        <UploadQueueProvider>
          <DraftsProvider>{children}</DraftsProvider>
        </UploadQueueProvider>
      </WhoseProvider>
    </>
  )
}
