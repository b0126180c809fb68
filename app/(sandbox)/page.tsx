import { headers } from 'next/headers'
import { notFound } from 'next/navigation'
import { NextIntlClientProvider } from 'next-intl'
import { PEOPLE } from '@/components/sandbox/choices'
import { type HostedBrand, Sandbox } from '@/components/sandbox/sandbox'
import { RecordEarlyInput } from '@/components/shell/record-early-input'
import { ReplayEarlyInput } from '@/components/shell/replay-early-input'
import { personOf } from '@/lib/sandbox/person'
import { SECOND_BRAND } from '@/lib/sandbox/second-brand'
import { defaultBrand } from '@/lib/server/deployment'
import { termsOf } from '@/lib/server/known-brands'
import { readBrand } from '@/lib/server/read-brand'

type HostPageProps = { searchParams: Promise<{ brand?: string }> }

/** The sandbox's host page: plays cTrader around the real screens. Outside the sandbox there is nothing here. */
export default async function SandboxPage({ searchParams }: HostPageProps) {
  if (!readBrand().sandbox) notFound()
  const { brand } = await searchParams
  const first = hosted(defaultBrand(), 'sandbox-manager', null)
  const second = hosted(SECOND_BRAND, `${SECOND_BRAND}-manager`, SECOND_BRAND)
  const nonce = (await headers()).get('x-nonce') ?? undefined
  return (
    <>
      <RecordEarlyInput nonce={nonce} />
      <NextIntlClientProvider>
        <Sandbox brands={brand === SECOND_BRAND ? [second, first] : [first, second]} />
        <ReplayEarlyInput />
      </NextIntlClientProvider>
    </>
  )
}

function hosted(key: string, managerKey: string, secondBrand: string | null): HostedBrand {
  const people = PEOPLE.map((name) => ({ name, ...personOf(name, secondBrand) }))
  return { key, name: readBrand(key).name, managerKey, terms: termsOf(key), people, hasScenarios: secondBrand === null }
}
