/** In SQL: this user may still act. */
export const isActiveUser = (alias: string): string => `${alias}.is_active AND ${alias}.deleted_at IS NULL`;
