import type { OrganisationDocument } from '#organisations/document.ts'
import type { LogoProjection } from '#ui/index.ts'
import { filePath } from './addresses.ts'

/** Only for pages that name the organisation. */
export const logoOf = ({ logo }: OrganisationDocument): LogoProjection | undefined =>
  logo && { src: filePath(logo.key), width: logo.width, height: logo.height }
