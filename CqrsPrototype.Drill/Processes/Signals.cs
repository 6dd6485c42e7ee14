using System.ComponentModel;
using System.Runtime.InteropServices;

namespace CqrsPrototype.Drill.Processes;

/// <summary>Sends signals to processes of this machine, which must be Linux: signals have other numbers elsewhere.</summary>
internal static class Signals
{
    private const int Sigkill = 9;
    private const int Sigterm = 15;
    private const int Sigcont = 18;
    private const int Sigstop = 19;
    private const int NoSuchProcess = 3;

    /// <summary>Ends it at once: it gets no chance to do anything.</summary>
    public static void Kill(int process) => Send(process, Sigkill);

    /// <summary>Asks it to end.</summary>
    public static void Terminate(int process) => Send(process, Sigterm);

    /// <summary>Stops it where it is, whatever it is doing, until it is continued.</summary>
    public static void Stop(int process) => Send(process, Sigstop);

    /// <summary>Lets a stopped process go on.</summary>
    public static void Continue(int process) => Send(process, Sigcont);

    // A process that is gone needs no signal.
    private static void Send(int process, int signal)
    {
        if (kill(process, signal) != 0 && Marshal.GetLastPInvokeError() is var error and not NoSuchProcess)
        {
            throw new Win32Exception(error, $"Signal {signal} to process {process} failed");
        }
    }

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int kill(int process, int signal);
}
