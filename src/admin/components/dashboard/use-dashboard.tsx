import { ApiClient } from 'adminjs';
import { useCallback, useEffect, useRef, useState } from 'react';
import { explain, failureOf, leaveIfAsked } from '../adminjs/failure';
import type { DashboardData } from './dashboard-data';

const REFRESH_MS = 30_000;
const TIMEOUT_MS = 20_000;
const api = new ApiClient();

interface State {
  data: DashboardData | undefined;
  /** Why the last refresh failed; the data is then that of an earlier one. */
  failure: string | undefined;
  refresh: () => Promise<void>;
}

/** The dashboard's data, read anew every 30 seconds while the page is looked at. A failure keeps what was there. */
export function useDashboard(): State {
  const [data, setData] = useState<DashboardData>();
  const [failure, setFailure] = useState<string>();
  const isReading = useRef(false);
  const refresh = useCallback(async () => {
    if (isReading.current) return;
    isReading.current = true;
    try {
      const response = await api.getDashboard<DashboardData>({ timeout: TIMEOUT_MS });
      setData(response.data);
      setFailure(undefined);
    } catch (error) {
      const known = failureOf(error);
      if (!leaveIfAsked(known)) setFailure(explain(known));
    } finally {
      isReading.current = false;
    }
  }, []);
  useEffect(() => {
    const refreshIfSeen = () => {
      if (document.visibilityState === 'visible') void refresh();
    };
    void refresh();
    const timer = setInterval(refreshIfSeen, REFRESH_MS);
    document.addEventListener('visibilitychange', refreshIfSeen);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', refreshIfSeen);
    };
  }, [refresh]);
  return { data, failure, refresh };
}
