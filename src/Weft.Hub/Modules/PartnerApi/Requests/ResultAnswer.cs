using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Weft.Hub.Modules.PartnerApi.Functions;

namespace Weft.Hub.Modules.PartnerApi.Requests;

/// <summary>What became of a stored request, in the words of the result query (scm-partner-api 13.5); one place for the query's console view and the notification.</summary>
internal static class ResultAnswer
{
    public static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static JsonObject Of(PartnerRequest request, FunctionCatalogue catalogue)
    {
        var (status, result, message) = request.State switch
        {
            RequestState.Done => ("1", request.ResultCode, request.Message),
            RequestState.BadFormat => ("1", "6", request.Message),
            RequestState.Failed => ("1", "9", Literals.SystemError),
            _ => ("0", "0", Literals.Pending),
        };
        var answer = new JsonObject();
        if (status == "1" && request.ResultRows is { } rows)
        {
            var function = catalogue.ByCode[request.FunctionCode];
            answer[(function.IsAsync ? catalogue.ByCode[function.Code[..^1] + "F"] : function).RowList] = JsonNode.Parse(rows);
        }
        answer["targetRequestId"] = request.RequestId;
        answer["targetRequestStatus"] = status;
        answer["targetRequestResult"] = result;
        answer["targetRequestErrorMsg"] = message;
        return answer;
    }
}
