import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { RecordEarlyInput } from '@/components/shell/record-early-input'

/** Around the three screens: what is done before their scripts are there is not lost. */
export default async function ScreensLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get('x-nonce') ?? undefined
  return (
    <>
      <RecordEarlyInput nonce={nonce} />
      {children}
    </>
  )
}
