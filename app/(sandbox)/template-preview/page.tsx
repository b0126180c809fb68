import { notFound } from 'next/navigation'
import { NextIntlClientProvider } from 'next-intl'
import { getMessages } from 'next-intl/server'
import { TemplatePreview } from '@/components/sandbox/template-preview'
import { readBrand } from '@/lib/server/read-brand'

/** For authors of templates: a form_schema, and the screen that comes of it. Outside the sandbox there is nothing here. */
export default async function TemplatePreviewPage() {
  if (!readBrand().sandbox) notFound()
  const { sandbox } = await getMessages()
  return (
    <NextIntlClientProvider locale="en" messages={{ sandbox }}>
      <TemplatePreview />
    </NextIntlClientProvider>
  )
}
