import { getTranslations } from 'next-intl/server'
import { ButtonLink } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { readShownBrand } from '@/lib/server/load-pages'
import { readBrand } from '@/lib/server/read-brand'

export default async function NotFound() {
  const t = await getTranslations('shell')
  const left = await getTranslations('left')
  const { name } = readBrand(await readShownBrand())
  return (
    <main className="message">
      <p>
        <Icon name="shield" />
        <bdi>{name}</bdi>
      </p>
      <h1>{t('notFoundTitle')}</h1>
      <p>{t('notFoundText')}</p>
      <ButtonLink href="/inapp/kyc">{left('back')}</ButtonLink>
    </main>
  )
}
