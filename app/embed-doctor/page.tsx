import { NextIntlClientProvider } from 'next-intl'
import { getMessages } from 'next-intl/server'
import { Doctor } from '@/components/doctor/doctor'
import { hostSettings } from '@/lib/server/load-pages'

/** For integrators: opened where the screens will be opened, it says what works there. Its words are English. */
export default async function EmbedDoctorPage() {
  const { sandbox } = await getMessages()
  return (
    <NextIntlClientProvider locale="en" messages={{ sandbox: { doctor: sandbox.doctor } }}>
      <noscript>
        <p>{sandbox.doctor.noScripts}</p>
      </noscript>
      <Doctor {...hostSettings()} />
    </NextIntlClientProvider>
  )
}
