import { notFound } from 'next/navigation'
import { NextIntlClientProvider } from 'next-intl'
import { PEOPLE } from '@/components/sandbox/choices'
import { Sandbox } from '@/components/sandbox/sandbox'
import { personOf } from '@/lib/sandbox/person'
import { brand } from '@/lib/server/deployment'
import { termsOf } from '@/lib/server/known-brands'
import { readBrand } from '@/lib/server/read-brand'

/** The sandbox's host page: plays cTrader around the real screens. Outside the sandbox there is nothing here. */
export default function SandboxPage() {
  if (!readBrand().sandbox) notFound()
  const people = PEOPLE.map((name) => ({ name, ...personOf(name) }))
  return (
    <NextIntlClientProvider>
      <Sandbox people={people} terms={termsOf(brand())} />
    </NextIntlClientProvider>
  )
}
