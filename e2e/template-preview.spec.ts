import { expect, test } from './support/test'

test('shows a template’s author the screen that comes of it, and what the server says', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('link', { name: 'Template preview' }).click()
  const verdict = page.getByRole('status').first()
  const screen = page.frameLocator('iframe')
  await expect(verdict).toHaveText('The server takes it.')
  await expect(screen.getByRole('heading', { name: 'Your work' })).toBeVisible()
  await page.getByLabel('Language').selectOption('Deutsch')
  await page.getByLabel('Theme').selectOption('Dark')
  await expect(screen.getByRole('heading', { name: 'Ihre Arbeit' })).toBeVisible()
  await expect(screen.locator('html')).toHaveAttribute('data-theme', 'dark')

  const schema = page.getByLabel('form_schema')
  const field = { name: 'pet', type: 'text', required: true, label: { en: 'Pet', de: 'Haustier' } }
  await schema.fill(JSON.stringify({ sections: [{ fields: [field] }] }))
  await screen.getByLabel('Haustier').fill('Rex')
  await screen.getByRole('button', { name: 'Weiter' }).click()
  await expect(screen.locator('[aria-current="step"]')).toContainText('Persönliche Angaben')

  await schema.fill(JSON.stringify({ sections: [{ fields: [{ ...field, requird: true }] }] }))
  await expect(verdict).toContainText('form_schema.sections[0].fields[0].requird')
  await schema.fill(JSON.stringify({ sections: [{ fields: [field, { ...field, type: 'pets' }] }] }))
  await expect(verdict).toContainText('form_schema.sections[0].fields[1].type')
  await schema.fill('{"sections":')
  await expect(verdict).toContainText('This is no JSON yet')
  await page.reload()
  await expect(schema).toHaveValue('{"sections":')
})
