import type { I18n } from '#platform/i18n.ts'
import { ConfirmBox, Empty, ErrorSummary, FileField, type FormState } from '#ui/index.ts'
import type { LogoDocument } from '../document.ts'

/** The organisation's logo as visitors see it; a change by an administrator alone. */
export function LogoView(props: {
  i18n: I18n
  logo: LogoDocument | undefined
  mayChange: boolean
  form: FormState | undefined
}) {
  const { i18n, logo } = props
  const { t } = i18n
  return (
    <>
      <p>{t('office.logo.text')}</p>
      <ErrorSummary i18n={i18n} form={props.form} />
      {logo ? (
        <p>
          {/* the key makes a browser fetch a new one */}
          <img
            class="logo"
            src={`/organisation/logo/picture?${logo.key}`}
            alt={t('office.logo')}
            width={logo.width}
            height={logo.height}
          />
        </p>
      ) : (
        <Empty title={t('office.logo.none')}>
          <p>{t('office.logo.none.text')}</p>
        </Empty>
      )}
      {props.mayChange && (
        <form method="post" action="/organisation/logo" enctype="multipart/form-data" class="sheet">
          <FileField
            form={props.form}
            name="logo"
            label={t('office.logo.file')}
            hint={t('office.logo.file.hint')}
            accept="image/jpeg,image/png,image/webp"
          />
          <div class="buttons">
            <button class="action" type="submit">
              {t('office.logo.put')}
            </button>
          </div>
        </form>
      )}
      {props.mayChange && logo && (
        <details>
          <summary>{t('office.logo.remove')}</summary>
          <ConfirmBox title={t('office.logo.remove')}>
            <p>{t('office.logo.remove.text')}</p>
            <form method="post" action="/organisation/logo/remove">
              <button class="button" type="submit">
                {t('office.logo.remove')}
              </button>
            </form>
          </ConfirmBox>
        </details>
      )}
    </>
  )
}
