using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Runtime.Serialization.Json;
using System.Text;
using System.Threading.Tasks;

/// <summary>
/// A client of the Receipt of Waste API, to copy into your software, together with Outcomes.cs.
///
/// It keeps one token for many receipts and renews it, slows down when the service asks for it, never sends a receipt
/// twice on a guess, and has a message for the user for every failure.
///
/// It uses only what .NET Framework 4.8, .NET 8 and Mono share: HttpClient, and for JSON DataContractJsonSerializer
/// (JavaScriptSerializer is not in .NET 8, System.Text.Json not in .NET Framework). It takes a receipt as JSON text:
/// write that with the serializer that your software has.
///
/// Keep one instance for each client id while your software runs: it holds the token. It is for one caller at a time:
/// put a queue in front of it where several want to send.
/// </summary>
public sealed class ReceiptClient
{
    // Your product's name and version, so that the service can contact you.
    private const string UserAgent = "InventedWeighbridge/1.0 (example)";
    // Without a timeout, your software would wait for ever for a silent service.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);
    // The service accepts 200 requests a second from all of your sites together.
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    // If the service asks for a longer wait than this, give up and tell the user.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);
    private const int AttemptsAtAReceipt = 5;
    private const int AttemptsAtAToken = 4;

    private static readonly Random random = new Random();
    // No change of the computer's time moves it.
    private static readonly Stopwatch clock = Stopwatch.StartNew();
    // Redirects would send token and receipt elsewhere.
    private readonly HttpClient http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false })
    {
        Timeout = Timeout,
    };
    private readonly string apiUrl;
    private readonly string tokenUrl;
    private readonly AuthenticationHeaderValue credentials;
    private string token = "";
    private TimeSpan renewTokenAt = TimeSpan.Zero;
    private TimeSpan nextStart = TimeSpan.Zero;

    public ReceiptClient(string apiUrl, string tokenUrl, string clientId, string clientSecret)
    {
        this.apiUrl = apiUrl;
        this.tokenUrl = tokenUrl;
        var pair = Encoding.UTF8.GetBytes(clientId + ":" + clientSecret);
        credentials = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(pair));
        http.DefaultRequestHeaders.Add("User-Agent", UserAgent);
        // If a kept connection breaks, .NET Framework sends the request again by itself: a receipt could be recorded
        // twice.
        http.DefaultRequestHeaders.ConnectionClose = true;
        http.DefaultRequestHeaders.ExpectContinue = false;
    }

    /// <summary>Submits one receipt, as JSON, and returns its outcome.</summary>
    public async Task<Outcome> SubmitAsync(string movement)
    {
        return (await SubmitAllAsync(new[] { movement }).ConfigureAwait(false))[0];
    }

    /// <summary>Submits receipts, such as those of a day offline. Returns the outcomes in the same order.</summary>
    public async Task<List<Outcome>> SubmitAllAsync(IEnumerable<string> movements)
    {
        var outcomes = new List<Outcome>();
        Outcome stopped = null;
        foreach (var movement in movements)
        {
            try
            {
                // If the service is unavailable, the next receipt would only wait as long as this one did.
                outcomes.Add(stopped ?? await SubmitOneAsync(movement).ConfigureAwait(false));
            }
            catch (NotSentException error)
            {
                stopped = Outcome.NotSent(error);
                outcomes.Add(stopped);
            }
        }
        return outcomes;
    }

    /// <summary>Replaces a receipt with its corrected version.</summary>
    public async Task<Outcome> UpdateAsync(string trackingId, string movement)
    {
        try
        {
            var path = "/movements/" + Uri.EscapeDataString(trackingId) + "/receive";
            var answer = await DeliverAsync(HttpMethod.Put, path, movement).ConfigureAwait(false);
            return answer.Status == 200 && answer.Body != null
                ? Outcome.Accepted(answer.Body, trackingId)
                : Outcome.Refused(answer.Status, answer.Body, Wording.OfUpdate);
        }
        catch (NotSentException error)
        {
            return Outcome.NotSent(error);
        }
        catch (Exception error) when (IsNoAnswer(error))
        {
            return Outcome.Unanswered(error, Wording.OfUpdate);
        }
    }

    private async Task<Outcome> SubmitOneAsync(string movement)
    {
        try
        {
            var answer = await DeliverAsync(HttpMethod.Post, "/movements/receive", movement).ConfigureAwait(false);
            var trackingId = answer.Body == null ? null : answer.Body.WasteTrackingId;
            // Store the id with your own record: an update needs it.
            return answer.Status == 201 && !string.IsNullOrEmpty(trackingId)
                ? Outcome.Accepted(answer.Body, trackingId)
                : Outcome.Refused(answer.Status, answer.Body, Wording.OfReceipt);
        }
        catch (Exception error) when (IsNoAnswer(error))
        {
            return Outcome.Unanswered(error, Wording.OfReceipt);
        }
    }

    /// <summary>
    /// Sends a receipt until the service accepts or finally refuses it. Where it gets no answer, the receipt may have
    /// been recorded.
    /// </summary>
    private Task<Answer> DeliverAsync(HttpMethod method, string path, string movement)
    {
        return PatientlyAsync(AttemptsAtAReceipt, async () =>
        {
            var answer = await SendAsync(method, path, movement).ConfigureAwait(false);
            if (answer.Status == 401)
            {
                // Expired early, or the service has new keys. Only a new token can help.
                renewTokenAt = TimeSpan.Zero;
                answer = await SendAsync(method, path, movement).ConfigureAwait(false);
            }
            if (answer.Status == 401)
            {
                throw new NotSentException(
                    "the service refuses a token that it has just given; check the API URL and the token URL");
            }
            if (answer.Status == 429 || answer.Status == 503)
            {
                var why = "the service takes no more requests for now (" + answer.Status + ")";
                throw new NotNowException(why, answer.Wait);
            }
            return answer;
        });
    }

    /// <summary>Sends a receipt once, within the limit of the service.</summary>
    private async Task<Answer> SendAsync(HttpMethod method, string path, string movement)
    {
        var authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync().ConfigureAwait(false));
        var start = clock.Elapsed > nextStart ? clock.Elapsed : nextStart;
        nextStart = start + Pace;
        await PauseAsync(start - clock.Elapsed).ConfigureAwait(false);
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(movement));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return await CallAsync(method, apiUrl + path, authorization, content).ConfigureAwait(false);
    }

    /// <summary>Returns the cached token, or a new one if it is about to expire.</summary>
    private async Task<string> TokenAsync()
    {
        if (clock.Elapsed >= renewTokenAt)
        {
            var askedAt = clock.Elapsed;
            var body = await PatientlyAsync(AttemptsAtAToken, AskForTokenAsync).ConfigureAwait(false);
            token = body.AccessToken;
            // Renewed a little early, so that none expires in transit.
            renewTokenAt = askedAt + TimeSpan.FromSeconds(0.9 * (body.ExpiresIn ?? 3600));
        }
        return token;
    }

    private async Task<Body> AskForTokenAsync()
    {
        Answer answer;
        try
        {
            var form = new Dictionary<string, string> { { "grant_type", "client_credentials" } };
            var content = new FormUrlEncodedContent(form);
            answer = await CallAsync(HttpMethod.Post, tokenUrl, credentials, content).ConfigureAwait(false);
        }
        catch (Exception error) when (IsNoAnswer(error))
        {
            // A second token does no harm, so this request can always be repeated.
            throw new NotNowException("no answer to the request for a token (" + error.Message + ")", TimeSpan.Zero);
        }
        if (answer.Body != null && !string.IsNullOrEmpty(answer.Body.AccessToken)) return answer.Body;
        var why = "the token endpoint gave no token (" + answer.Status + ")";
        if (answer.Status >= 400 && answer.Status < 500 && answer.Status != 429)
        {
            throw new NotSentException(why + "; check the client id and secret");
        }
        throw new NotNowException(why, answer.Wait);
    }

    /// <summary>Retries with growing waits, up to the limit.</summary>
    private static async Task<T> PatientlyAsync<T>(int attempts, Func<Task<T>> attempt)
    {
        // Sites that were refused together must not retry together. Only the first wait is random, so that each wait
        // is twice the previous one.
        var jitter = 1 + random.NextDouble() / 5;
        var wait = FirstWait.TotalSeconds * jitter;
        for (var left = attempts - 1; ; left--)
        {
            try
            {
                return await attempt().ConfigureAwait(false);
            }
            catch (NotNowException refusal)
            {
                wait = Math.Max(wait, refusal.Wait.TotalSeconds * jitter);
                if (left == 0 || wait > LongestWait.TotalSeconds) throw new NotSentException(refusal.Message);
            }
            await PauseAsync(TimeSpan.FromSeconds(wait)).ConfigureAwait(false);
            wait *= 2;
        }
    }

    /// <summary>Sends one request. An error status is a response too.</summary>
    private async Task<Answer> CallAsync(
        HttpMethod method, string url, AuthenticationHeaderValue authorization, HttpContent content)
    {
        var request = new HttpRequestMessage(method, url) { Content = content };
        request.Headers.Authorization = authorization;
        try
        {
            using (var response = await http.SendAsync(request).ConfigureAwait(false))
            {
                var text = await response.Content.ReadAsStringAsync().ConfigureAwait(false);
                return new Answer { Status = (int)response.StatusCode, Body = BodyIn(text), Wait = WaitIn(response) };
            }
        }
        catch (Exception error) when (WasNeverConnected(error))
        {
            throw new NotNowException("the service cannot be reached", TimeSpan.Zero);
        }
    }

    /// <summary>HttpClient cancels a request that takes too long.</summary>
    private static bool IsNoAnswer(Exception error)
    {
        return error is HttpRequestException || error is IOException || error is TaskCanceledException
            || error is WebException;
    }

    /// <summary>.NET Framework says it with a WebException, .NET 8 with a SocketException.</summary>
    private static bool WasNeverConnected(Exception error)
    {
        for (var each = error; each != null; each = each.InnerException)
        {
            var web = each as WebException;
            if (web != null && (web.Status == WebExceptionStatus.ConnectFailure
                || web.Status == WebExceptionStatus.NameResolutionFailure)) return true;
            var socket = each as SocketException;
            if (socket != null && (socket.SocketErrorCode == SocketError.ConnectionRefused
                || socket.SocketErrorCode == SocketError.HostNotFound
                || socket.SocketErrorCode == SocketError.TryAgain)) return true;
        }
        return false;
    }

    /// <summary>Retry-After is a number of seconds or a date.</summary>
    private static TimeSpan WaitIn(HttpResponseMessage response)
    {
        var asked = response.Headers.RetryAfter;
        if (asked == null) return TimeSpan.Zero;
        return asked.Delta ?? asked.Date - DateTimeOffset.UtcNow ?? TimeSpan.Zero;
    }

    /// <summary>Returns null if the text is not a JSON object: a gateway may send HTML.</summary>
    private static Body BodyIn(string text)
    {
        if (!text.TrimStart().StartsWith("{", StringComparison.Ordinal)) return null;
        try
        {
            using (var stream = new MemoryStream(Encoding.UTF8.GetBytes(text)))
            {
                return (Body)new DataContractJsonSerializer(typeof(Body)).ReadObject(stream);
            }
        }
        catch (Exception)
        {
            // Each runtime throws another one for a text that it cannot read.
            return null;
        }
    }

    private static Task PauseAsync(TimeSpan wait)
    {
        return wait > TimeSpan.Zero ? Task.Delay(wait + TimeSpan.FromMilliseconds(1)) : Task.FromResult(0);
    }

    private sealed class Answer
    {
        public int Status;
        public Body Body;
        public TimeSpan Wait;
    }

    /// <summary>The service stored nothing, and the request may be repeated.</summary>
    private sealed class NotNowException : Exception
    {
        public readonly TimeSpan Wait;

        public NotNowException(string why, TimeSpan wait) : base(why)
        {
            Wait = wait;
        }
    }
}

/// <summary>Nothing was recorded, and further attempts are useless for now.</summary>
public sealed class NotSentException : Exception
{
    public NotSentException(string why) : base(why)
    {
    }
}
